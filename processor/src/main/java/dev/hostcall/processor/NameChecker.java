package dev.hostcall.processor;

import dev.hostcall.abi.WitName;
import dev.hostcall.processor.model.Escapes;
import dev.hostcall.processor.model.ImportName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Decides what a guest imports, from what the annotations say and from the defaults. */
final class NameChecker {
    static final String DEFAULT_MODULE = "env";

    private final List<Problem> problems;

    NameChecker(List<Problem> problems) {
        this.problems = problems;
    }

    /** The module of those hostcalls of a class that name none; empty if the class names an impossible one. */
    Optional<String> defaultModule(String displayName, Optional<WrittenName> written) {
        return usable("module", displayName, written, DEFAULT_MODULE);
    }

    /** The import of a method; empty if one of its names is impossible. */
    Optional<ImportName> importName(String displayName, DeclaredHostcall declared, Optional<String> defaultModule) {
        Optional<String> module = declared.module().isEmpty()
                ? defaultModule
                : usable("module", displayName, declared.module(), defaultModule.orElse(DEFAULT_MODULE));
        String method = declared.method().getSimpleName().toString();
        boolean isInWit = module.flatMap(WitName::parseInterface).isPresent();
        String fallback = isInWit ? KebabCase.of(method) : SnakeCase.of(method);
        if (isInWit && declared.name().isEmpty() && !WitName.isLabel(fallback)) {
            String hint = KebabCase.suggestion(method).orElse("another");
            problems.add(Problem.at(
                    declared.method(),
                    Rule.WIT_NAME,
                    displayName,
                    Escapes.printable(module.orElse("")),
                    Escapes.printable(fallback),
                    "@Hostcall(name = \"" + hint + "\")"));
            return Optional.empty();
        }
        Optional<String> field = usable("import", displayName, declared.name(), fallback);
        return module.flatMap(inModule -> field.map(name -> new ImportName(inModule, name)));
    }

    /** Whether the name of a resource is possible, if it is written out; what is wrong with it is reported. */
    boolean isUsable(String displayName, Optional<WrittenName> written, String fallback) {
        return usable("resource", displayName, written, fallback).isPresent();
    }

    private Optional<String> usable(String kind, String displayName, Optional<WrittenName> written, String fallback) {
        if (written.isEmpty()) {
            return Optional.of(fallback);
        }
        WrittenName name = written.get();
        if (!name.isResolved()) {
            return Optional.empty();
        }
        Optional<String> flaw = flaw(name.text());
        if (flaw.isPresent()) {
            String hint = "; leave it out for \"" + Escapes.printable(fallback) + "\"";
            problems.add(Problem.at(name.place(), Rule.NAME, kind, displayName, flaw.get(), hint));
            return Optional.empty();
        }
        return Optional.of(name.text());
    }

    /** What is wrong with a name of WebAssembly's. */
    static Optional<String> flaw(String name) {
        if (name.isEmpty()) {
            return Optional.of("is empty");
        }
        // Pairs come out of codePoints() as one code point each, so what is still a surrogate is alone.
        return name.codePoints()
                .filter(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)
                .mapToObj(point -> String.format(Locale.ROOT, "has the unpaired surrogate U+%04X", point))
                .findFirst();
    }
}
