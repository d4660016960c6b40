package dev.hostcall.processor;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Whether javac knows all that types are made of: components of records, and what sealed interfaces permit, too. */
final class KnownTypes {
    private final Set<TypeElement> seen = new HashSet<>();

    /** Whether it knows all that methods take, return and throw. */
    static boolean areKnown(Collection<ExecutableElement> methods) {
        KnownTypes known = new KnownTypes();
        return methods.stream().allMatch(method -> {
            Stream<? extends TypeMirror> parameters =
                    method.getParameters().stream().map(Element::asType);
            Stream<TypeMirror> outcomes =
                    Stream.concat(Stream.of(method.getReturnType()), method.getThrownTypes().stream());
            return known.containsAll(Stream.concat(outcomes, parameters));
        });
    }

    private boolean containsAll(Stream<? extends TypeMirror> types) {
        return types.allMatch(this::contains);
    }

    private boolean contains(TypeMirror type) {
        if (!TypeNames.isResolved(type)) {
            return false;
        }
        if (type instanceof ArrayType array) {
            return contains(array.getComponentType());
        }
        if (type.getKind() != TypeKind.DECLARED) {
            return true;
        }
        DeclaredType declared = (DeclaredType) type;
        return containsAll(declared.getTypeArguments().stream()) && hasKnownParts((TypeElement) declared.asElement());
    }

    private boolean hasKnownParts(TypeElement type) {
        if (!seen.add(type)) {
            return true;
        }
        if (type.getKind() == ElementKind.RECORD) {
            return containsAll(ElementFilter.recordComponentsIn(type.getEnclosedElements()).stream()
                    .map(RecordComponentElement::asType));
        }
        return !type.getModifiers().contains(Modifier.SEALED) || containsAll(type.getPermittedSubclasses().stream());
    }
}
