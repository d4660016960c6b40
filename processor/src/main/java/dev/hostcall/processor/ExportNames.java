package dev.hostcall.processor;

import dev.hostcall.GuestExport;
import dev.hostcall.GuestInterface;
import dev.hostcall.abi.WitName;
import dev.hostcall.processor.model.Escapes;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/** Decides by which names a guest exports the methods of an interface. */
final class ExportNames {
    private final TypeElement type;
    private final List<Problem> problems;
    private final Optional<WitName> wit;

    /** Those of an interface; what is wrong with what it is called is added to the problems. */
    ExportNames(TypeElement type, List<Problem> problems) {
        this.type = type;
        this.problems = problems;
        this.wit = written(type)
                .filter(WrittenName::isResolved)
                .filter(written -> !written.text().isEmpty())
                .flatMap(this::parsed);
    }

    private Optional<WitName> parsed(WrittenName written) {
        Optional<WitName> name = WitName.parse(written.text());
        if (name.isEmpty()) {
            String hint = WitNames.suggestion(written.text())
                    .map(near -> "; did you mean " + near + "?")
                    .orElse("");
            problems.add(Problem.at(
                    written.place(),
                    Rule.WIT_INTERFACE,
                    DeclaredClass.displayName(type),
                    Escapes.printable(written.text()),
                    hint));
        }
        return name;
    }

    /** What an interface that was checked is called in WIT, if it is. */
    static Optional<WitName> witName(TypeElement type) {
        return written(type).filter(WrittenName::isResolved).flatMap(name -> WitName.parse(name.text()));
    }

    /** The name of one; {@code field} makes a function of a resource of what it would be called. */
    String of(ExecutableElement method, UnaryOperator<String> field) {
        String name = method.getSimpleName().toString();
        GuestExport written = method.getAnnotation(GuestExport.class);
        if (written != null) {
            return written.value();
        }
        if (wit.isEmpty()) {
            return field.apply(SnakeCase.of(name));
        }
        String prefix = prefix(type);
        String label = KebabCase.of(name);
        if (!WitName.isLabel(label)) {
            String hint = KebabCase.suggestion(name).orElse("another");
            problems.add(Problem.at(
                    method,
                    Rule.WIT_NAME,
                    DeclaredClass.displayName(type) + "." + name,
                    wit.get(),
                    Escapes.printable(label),
                    "@GuestExport(\"" + prefix + hint + "\")"));
        }
        return prefix + field.apply(label);
    }

    private static String prefix(TypeElement type) {
        return witName(type)
                .filter(each -> each.interfaceName().isPresent())
                .map(each -> each + "#")
                .orElse("");
    }

    private static Optional<WrittenName> written(TypeElement type) {
        return DeclarationReader.written(type, GuestInterface.class, "value");
    }
}
