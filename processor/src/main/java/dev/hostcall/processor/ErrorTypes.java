package dev.hostcall.processor;

import dev.hostcall.HostcallError;
import dev.hostcall.processor.BorderTypes.Use;
import dev.hostcall.processor.model.BorderType;
import dev.hostcall.processor.model.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Finds the exception of a method that its guest sees. */
final class ErrorTypes {
    private static final String ACCESSOR = "error";

    private final Elements elements;
    private final NearMiss nearMiss;
    private final BorderTypes types;
    private final ClassAccess access;
    private final List<Problem> problems;

    ErrorTypes(Elements elements, NearMiss nearMiss, BorderTypes types, ClassAccess access, List<Problem> problems) {
        this.elements = elements;
        this.nearMiss = nearMiss;
        this.types = types;
        this.access = access;
        this.problems = problems;
    }

    /** That of a method, if it declares one. */
    Optional<Failure> of(ExecutableElement method, String displayName) {
        List<TypeElement> seen = new ArrayList<>();
        for (TypeMirror thrown : method.getThrownTypes()) {
            if (thrown instanceof DeclaredType declared && isError((TypeElement) declared.asElement())) {
                seen.add((TypeElement) declared.asElement());
            }
        }
        if (seen.size() > 1) {
            String first = DeclaredClass.displayName(seen.get(0));
            String second = DeclaredClass.displayName(seen.get(1));
            problems.add(Problem.at(method, Rule.SEVERAL_ERRORS, displayName, first, second));
            return Optional.empty();
        }
        return seen.stream().findFirst().flatMap(this::failure);
    }

    private static boolean isError(TypeElement type) {
        return Annotations.isOn(type, HostcallError.class);
    }

    /** The Java type of what an error tells, if it tells anything. */
    Optional<String> valueType(TypeElement error) {
        return accessor(error).map(method -> TypeNames.qualified(method.getReturnType()));
    }

    private Optional<ExecutableElement> accessor(TypeElement type) {
        return ElementFilter.methodsIn(elements.getAllMembers(type)).stream()
                .filter(method -> method.getSimpleName().contentEquals(ACCESSOR)
                        && method.getParameters().isEmpty())
                .findFirst();
    }

    private Optional<Failure> failure(TypeElement type) {
        Optional<ExecutableElement> accessor = accessor(type);
        Optional<BorderType> value = accessor.flatMap(method -> value(type, method));
        return accessor.isPresent() && value.isEmpty()
                ? Optional.empty()
                : access.named(type, type).map(name -> new Failure(name, value));
    }

    private Optional<BorderType> value(TypeElement error, ExecutableElement accessor) {
        TypeMirror type = accessor.getReturnType();
        String owner = DeclaredClass.displayName(error);
        boolean isHidden = accessor.getModifiers().contains(Modifier.PRIVATE)
                || accessor.getModifiers().contains(Modifier.STATIC);
        if (isHidden || type.getKind() == TypeKind.VOID) {
            String flaw = isHidden ? "is private or static" : "returns void";
            problems.add(Problem.at(accessor, Rule.ERROR_TYPE, owner, flaw, ""));
            return Optional.empty();
        }
        Use use = new Use(
                accessor,
                part -> Problem.at(
                        accessor,
                        Rule.ERROR_TYPE,
                        owner,
                        "returns " + nearMiss.found(type, part),
                        nearMiss.part(part)));
        return types.of(type, use);
    }
}
