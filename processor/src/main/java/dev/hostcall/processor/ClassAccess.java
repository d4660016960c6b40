package dev.hostcall.processor;

import dev.hostcall.processor.model.JavaClass;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Whether the class that is generated can name another one. */
final class ClassAccess {
    private final Elements elements;
    private final TypeElement from;
    private final Element packageElement;
    private final List<Problem> problems;

    /** From the package of a class. */
    ClassAccess(Elements elements, TypeElement from, List<Problem> problems) {
        this.elements = elements;
        this.from = from;
        this.packageElement = elements.getPackageOf(from);
        this.problems = problems;
    }

    /** The class that the generated one is of. */
    TypeElement from() {
        return from;
    }

    /** Its name; empty if it cannot be named, which is reported. */
    Optional<JavaClass> named(TypeElement type, Element place) {
        for (TypeElement step : DeclaredClass.path(type)) {
            if (!isSeen(step)) {
                String hidden =
                        step.equals(type) ? "is" : "is inside " + DeclaredClass.displayName(step) + ", which is";
                problems.add(Problem.at(
                        step.getModifiers().contains(Modifier.PRIVATE) ? step : place,
                        Rule.TYPE_ACCESS,
                        DeclaredClass.displayName(type),
                        hidden
                                + (step.getModifiers().contains(Modifier.PRIVATE)
                                        ? " private"
                                        : " of another package")));
                return Optional.empty();
            }
        }
        String packageName = elements.getPackageOf(type).getQualifiedName().toString();
        return Optional.of(new JavaClass(packageName, DeclaredClass.simpleNames(type)));
    }

    private boolean isSeen(TypeElement step) {
        if (step.getModifiers().contains(Modifier.PRIVATE)) {
            return false;
        }
        return step.getModifiers().contains(Modifier.PUBLIC)
                || elements.getPackageOf(step).equals(packageElement);
    }
}
