package dev.hostcall.processor;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.processor.DeclaredClass.DeclaredModule;
import dev.hostcall.processor.Problem.Place;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Types;

/** First phase: finds what the user wrote. Judges nothing. */
final class DeclarationReader {
    private DeclarationReader() {}

    static DeclaredClass read(TypeElement type) {
        List<DeclaredHostcall> hostcalls = type.getEnclosedElements().stream()
                .filter(ExecutableElement.class::isInstance)
                .flatMap(member -> hostcall((ExecutableElement) member).stream())
                .toList();
        return new DeclaredClass(type, module(type), hostcalls);
    }

    /** The nearest supertype that declares hostcalls. */
    static Optional<TypeElement> inheritedHostcalls(Types types, TypeElement type) {
        return types.directSupertypes(type.asType()).stream()
                .map(supertype -> (TypeElement) types.asElement(supertype))
                .flatMap(supertype -> read(supertype).hostcalls().isEmpty()
                        ? inheritedHostcalls(types, supertype).stream()
                        : Stream.of(supertype))
                .findFirst();
    }

    private static Optional<DeclaredModule> module(TypeElement type) {
        return Annotations.find(type, HostcallModule.class)
                .map(mirror -> new DeclaredModule(Place.of(type, mirror), name(type, mirror, "value")));
    }

    private static Optional<DeclaredHostcall> hostcall(ExecutableElement method) {
        return Annotations.find(method, Hostcall.class)
                .map(mirror ->
                        new DeclaredHostcall(method, name(method, mirror, "module"), name(method, mirror, "name")));
    }

    /** A text in an annotation of a class, if it is written out. */
    static Optional<WrittenName> written(TypeElement type, Class<? extends Annotation> annotation, String key) {
        return Annotations.find(type, annotation).flatMap(mirror -> name(type, mirror, key));
    }

    /** Where an annotation stands. */
    static Place place(Element annotated, Class<? extends Annotation> annotation) {
        return Annotations.find(annotated, annotation)
                .map(mirror -> Place.of(annotated, mirror))
                .orElse(Place.of(annotated));
    }

    // The values that are written out; the annotation's defaults are not among them.
    private static Optional<WrittenName> name(Element element, AnnotationMirror annotation, String key) {
        for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> entry :
                annotation.getElementValues().entrySet()) {
            if (entry.getKey().getSimpleName().contentEquals(key)) {
                AnnotationValue value = entry.getValue();
                return Optional.of(new WrittenName(value, Place.of(element, annotation, value)));
            }
        }
        return Optional.empty();
    }
}
