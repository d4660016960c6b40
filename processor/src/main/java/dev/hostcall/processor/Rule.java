package dev.hostcall.processor;

import static java.util.stream.Collectors.joining;

import dev.hostcall.processor.model.HostType;
import java.util.Locale;
import java.util.function.Predicate;

/** A rule for hostcalls, with the compile error for breaking it: a tag that stays, what was found, and what is allowed. */
enum Rule {
    RETURN_TYPE(
            "HostcallReturnType",
            "%s returns %s; a hostcall returns " + values(HostType::isResult)
                    + ", or a CompletableFuture or CompletionStage of one%s"),
    PARAMETER_TYPE(
            "HostcallParameterType",
            "parameter %s of %s is %s; a hostcall takes " + values(HostType::isParameter) + "%s"),
    COMPONENT_TYPE("HostcallComponentType", "component %s of %s is %s; guests know " + values(HostType::isPart) + "%s"),
    GENERIC_TYPE(
            "HostcallGenericType",
            "%s is generic; guests know the lists, optionals and sets of one type, and no other type with parameters%s"),
    RECURSIVE_TYPE(
            "HostcallRecursiveType",
            "%s contains %s again; a guest lays a type out once and for all, so it is not a part of itself"),
    EMPTY_TYPE("HostcallEmptyType", "%s has no %s; a guest's types have at least one"),
    VARIANT(
            "HostcallVariant",
            "sealed interface %s permits %s, which is %s; a guest knows its cases by their records, so it permits nothing"
                    + " else"),
    FLAGS("HostcallFlags", "%s has %d constants; a guest holds the bits of %d at most"),
    INTEGER(
            "HostcallInteger",
            "%s is on %s; @Unsigned stands on byte, short, int and long, @CodePoint on int, and only one on each"),
    TYPE_ACCESS(
            "HostcallTypeAccess",
            "%s %s; generated code names it, so it is public or in the package of the hostcalls, and not private"),
    ERROR_TYPE(
            "HostcallErrorType",
            "%s.error() %s; it tells a guest what went wrong, and returns " + values(HostType::isPart) + "%s"),
    SEVERAL_ERRORS(
            "HostcallSeveralErrors",
            "%s throws %s and %s; a guest sees one type of error, so a hostcall declares one @HostcallError: let its"
                    + " error() return a sealed interface"),
    ERROR_CONSTRUCTOR(
            "HostcallErrorConstructor",
            "%s has no constructor (%s); %s throws what a guest returns as an error, and generated code makes the exception"
                    + " from what its error() tells"),
    GUEST_INTERFACE(
            "HostcallGuestInterface",
            "%s %s; @GuestInterface stands on an interface without type parameters whose abstract methods a guest exports"),
    EXPORT_TYPE("HostcallExportType", "%s is %s; guests know " + values(HostType::isPart) + "%s"),
    EXPORT_FUNCTION(
            "HostcallExportFunction",
            "parameter %s of %s is %s, by which a guest would call a function of Java's; a pointer leads to functions of its own:"
                    + " take a FunctionReference that it has returned, or let it import what it is to call"),
    DUPLICATE_EXPORT(
            "HostcallDuplicateExport",
            "%s and %s are both the export %s; give one of them another name, as in @GuestExport(\"another\")"),
    RESOURCE(
            "HostcallResource", "%s %s; @Resource stands on a class, a record or an interface without type parameters"),
    CONSTRUCTOR(
            "HostcallConstructor",
            "the constructor of %s %s; what guests make is a class with @Resource that is not abstract, by one constructor,"
                    + " which has no name of its own"),
    RESOURCE_MODULE(
            "HostcallResourceModule",
            "%s names a module; guests import what a resource has from the module of the resource, which is %s"),
    DUPLICATE_RESOURCE(
            "HostcallDuplicateResource",
            "%s and %s are both the resource %s; give one of them another name, as in @Resource(\"another\")"),
    GUEST_RESOURCE(
            "HostcallGuestResource",
            "%s %s; what guests define is an interface with @Resource that extends AutoCloseable, without type parameters, inside"
                    + " of a @GuestInterface: only methods of the two pass its objects, and only those of the outer one construct them or"
                    + " are static"),
    RESOURCE_NOT_PROCESSED(
            "HostcallResourceNotProcessed",
            "%s is a @Resource, but %s, which offers it to guests, was not generated; compile it with hostcall-processor"),
    OWN("HostcallOwn", "@Own is on %s; it stands on a class with @Resource, whose object is passed for good"),
    BORROWED_RESULT(
            "HostcallBorrowedResult",
            "%s returns %s, which holds a %s without @Own; a result gives for good what it holds, so every resource in its"
                    + " records has @Own"),
    ALLOCATOR_NAME(
            "HostcallAllocatorName",
            "the %s name of @GuestAllocator on %s %s; a guest exports by any non-empty text that UTF-8 can encode"),
    NO_EFFECT("HostcallNoEffect", "%s has @%s, but %s; the annotation says how what is generated for those behaves"),
    CONVERTER(
            "HostcallConverter",
            "converter %s %s; a converter has static methods that are not private and throw nothing checked: \"Wire"
                    + " toGuest(Type)\" and \"Type fromGuest(Wire)\", or one of them"),
    CONVERTER_TYPE(
            "HostcallConverterType", "converter %s converts %s to %s; guests know " + values(HostType::isPart) + "%s"),
    CONVERTER_CIRCLE(
            "HostcallConverterCircle",
            "converter %s converts %s to what is converted to it again; in the end, a converter makes what guests know"),
    CONVERTER_DIRECTION("HostcallConverterDirection", "%s %s here, but converter %s has no method %s"),
    DUPLICATE_CONVERTER("HostcallDuplicateConverter", "%s and %s both convert %s; name one converter for each type"),
    EXTERNAL(
            "HostcallExternal",
            "@External is on %s, which %s; a guest holds it by a reference, so the annotation stands on a parameter or a result"
                    + " as a whole, of a class without type parameters"),
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
    WIT_NAME(
            "HostcallWitName",
            "%s has its name in %s from Java, where it would be %s; names of WIT's are words of ASCII letters, and of digits"
                    + " behind the first letter: name it, as in %s"),
    WIT_INTERFACE(
            "HostcallWitInterface",
            "%s names what a guest exports \"%s\"; that is neither an interface nor a package of WIT's, such as"
                    + " acme:index/store@1.0.0 or acme:index@1.0.0%s"),
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
            "HostcallGeneratedName", "%s generated as the class %s, which already exists; rename one of the two"),
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

    // "void, int or long" from the rows of the one table of types, and what has parts.
    private static String values(Predicate<HostType> use) {
        String simple = HostType.all()
                .filter(use.and(type -> !type.isAnnotated()))
                .map(type -> TypeNames.brief(type.javaName()))
                .collect(joining(", "));
        return simple
                + ", an array of numbers, List, Optional, EnumSet, a record, an enum or a sealed interface of records";
    }
}
