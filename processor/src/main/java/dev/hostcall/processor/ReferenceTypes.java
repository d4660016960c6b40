package dev.hostcall.processor;

import dev.hostcall.External;
import dev.hostcall.processor.model.BorderType;
import dev.hostcall.processor.model.BorderType.FunctionPointer;
import dev.hostcall.processor.model.Functional;
import dev.hostcall.processor.model.HostType;
import dev.hostcall.processor.model.JavaClass;
import dev.hostcall.processor.model.Nullness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.AnnotatedConstruct;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Says which types are references to a guest: to objects of Java's, and to functions of its own. */
final class ReferenceTypes {
    private static final String FUNCTION = "dev.hostcall.runtime.FunctionReference";

    private final Elements elements;
    private final ClassAccess access;
    private final List<Problem> problems;

    ReferenceTypes(Elements elements, ClassAccess access, List<Problem> problems) {
        this.elements = elements;
        this.access = access;
        this.problems = problems;
    }

    /** Whether a type is an external reference, by its annotation. */
    static boolean isExternal(TypeMirror type) {
        return Annotations.isOn(type, External.class);
    }

    /** The external reference that a type is; empty if something is wrong with it, which is reported. */
    Optional<BorderType> external(TypeMirror type, Element place) {
        if (!(type instanceof DeclaredType declared)
                || !declared.getTypeArguments().isEmpty()
                || !((TypeElement) declared.asElement()).getTypeParameters().isEmpty()) {
            problems.add(
                    Problem.at(place, Rule.EXTERNAL, TypeNames.brief(type), "is no class without type parameters"));
            return Optional.empty();
        }
        return access.named((TypeElement) declared.asElement(), place).map(BorderType.External::new);
    }

    /** Reports a result that is an external reference, of a method whose result lies in memory, as it may be an error, too. */
    void checkMayFail(BorderType result, ExecutableElement method) {
        if (result instanceof BorderType.External external) {
            String why = "is returned by a method that throws a @HostcallError, and would lie in memory";
            problems.add(Problem.at(method, Rule.EXTERNAL, external.javaClass().displayName(), why));
        }
    }

    /** The function that a type is, if it is one: that of a parameter, or of what a method returns, which may be annotated too. */
    Optional<FunctionPointer> function(TypeMirror type, Element place) {
        if (!(type instanceof DeclaredType declared)) {
            return Optional.empty();
        }
        Nullness nullness = isNullable(type) || isNullable(place) ? Nullness.NULLABLE : Nullness.PRESENT;
        if (TypeNames.erased(declared).equals(FUNCTION)) {
            return Optional.of(new FunctionPointer(Optional.empty(), nullness));
        }
        TypeElement element = (TypeElement) declared.asElement();
        if (!isFunctional(element)) {
            return Optional.empty();
        }
        return functional(element, place).map(functional -> new FunctionPointer(Optional.of(functional), nullness));
    }

    private static boolean isFunctional(TypeElement element) {
        return element.getKind() == ElementKind.INTERFACE
                && element.getTypeParameters().isEmpty()
                && Annotations.isOn(element, FunctionalInterface.class);
    }

    private Optional<Functional> functional(TypeElement element, Element place) {
        Optional<ExecutableElement> method = ElementFilter.methodsIn(elements.getAllMembers(element)).stream()
                .filter(each -> each.getModifiers().contains(Modifier.ABSTRACT))
                .filter(each -> !isOfObject(each))
                .findFirst();
        return method.flatMap(found -> {
            List<HostType> parameters = new ArrayList<>();
            for (VariableElement parameter : found.getParameters()) {
                number(parameter.asType()).ifPresent(parameters::add);
            }
            boolean isVoid = found.getReturnType().getKind() == TypeKind.VOID;
            Optional<HostType> result = isVoid ? Optional.of(HostType.VOID) : number(found.getReturnType());
            boolean isWhole = parameters.size() == found.getParameters().size()
                    && found.getTypeParameters().isEmpty();
            Optional<JavaClass> name = isWhole && result.isPresent() ? access.named(element, place) : Optional.empty();
            return name.map(javaClass -> new Functional(javaClass, parameters, result.orElseThrow()));
        });
    }

    private static boolean isOfObject(ExecutableElement method) {
        String name = method.getSimpleName().toString();
        int parameters = method.getParameters().size();
        return (name.equals("equals") && parameters == 1)
                || (parameters == 0 && (name.equals("hashCode") || name.equals("toString")));
    }

    private static Optional<HostType> number(TypeMirror type) {
        return type.getKind().isPrimitive() && type.getKind() != TypeKind.CHAR
                ? HostType.result(TypeNames.qualified(type))
                : Optional.empty();
    }

    private static boolean isNullable(AnnotatedConstruct construct) {
        return Annotations.names(construct).anyMatch(name -> name.endsWith(".Nullable"));
    }
}
