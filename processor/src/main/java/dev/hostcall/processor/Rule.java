package dev.hostcall.processor;

import dev.hostcall.processor.model.HostType;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;

/** A rule for hostcalls, with the compile error for breaking it: a tag that stays, what was found, and what is allowed. */
enum Rule {
    RETURN_TYPE(
            "HostcallReturnType",
            "%s returns %s; a hostcall returns " + names(HostType::isResult, HostType::javaName)
                    + ", or a CompletableFuture or CompletionStage of "
                    + names(HostType::isResult, HostType::boxedName) + "%s"),
    PARAMETER_TYPE(
            "HostcallParameterType",
            "parameter %s of %s is %s; a hostcall takes " + names(HostType::isParameter, HostType::javaName) + "%s"),
    DUPLICATE_VMCTX(
            "HostcallDuplicateVmctx",
            "parameter %s of %s is a second Vmctx; a hostcall takes at most one, as only one guest calls it"),
    DUPLICATE_MEMORY(
            "HostcallDuplicateMemory",
            "parameter %s of %s is a second Memory; a hostcall takes at most one, as the guest that calls it has only"
                    + " one"),
    VARARGS(
            "HostcallVarargs",
            "parameter %s of %s is %s...; a guest passes a fixed number of arguments, so a hostcall names each%s"),
    GENERIC_METHOD(
            "HostcallGenericMethod",
            "%s has type parameters (%s); a guest passes plain values, so a hostcall has none"),
    PRIVATE(
            "HostcallPrivate",
            "%s is private; a generated class of its package calls it, so a hostcall is package-private, protected or"
                    + " public"),
    NAME("HostcallName", "the %s name of %s %s; a guest imports by any non-empty text that UTF-8 can encode%s"),
    DUPLICATE_IMPORT(
            "HostcallDuplicateImport",
            "%s and %s are both the import %s; each hostcall of a class has its own: give one of them another name, as"
                    + " in @Hostcall(name = \"another\")"),
    MODULE(
            "HostcallModule",
            "%s has @HostcallModule but declares no @Hostcall method; the annotation stands where hostcalls are"
                    + " declared and names their module%s"),
    ENCLOSING(
            "HostcallEnclosing",
            "%s %s; generated code names the class of a hostcall, so it is a top-level or static class, record, enum or"
                    + " interface, and neither it nor a class around it is private"),
    GENERATED_NAME(
            "HostcallGeneratedName",
            "the hostcalls of %s are generated as the class %s, which already exists; rename one of the two"),
    RUNTIME_MISSING(
            "HostcallRuntimeMissing",
            "%s does not see %s, which the generated %s extends; hostcalls are compiled against hostcall-runtime: %s"),
    NOT_WRITTEN("HostcallNotWritten", "%s cannot be written for %s: %s");

    private final String tag;
    private final String format;

    Rule(String tag, String format) {
        this.tag = "[" + tag + "]";
        this.format = format;
    }

    /** What begins the text and stays from release to release, such as {@code [HostcallReturnType]}. */
    String tag() {
        return tag;
    }

    /** The text of the error. */
    String message(Object... findings) {
        return tag + " " + String.format(Locale.ROOT, format, findings);
    }

    // "void, int or long" from the rows of the one table of types.
    private static String names(Predicate<HostType> use, Function<HostType, String> name) {
        List<String> names =
                HostType.all().filter(use).map(name).map(TypeNames::brief).toList();
        int last = names.size() - 1;
        return String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }
}
