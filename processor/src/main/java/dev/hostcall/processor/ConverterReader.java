package dev.hostcall.processor;

import dev.hostcall.HostcallConverters;
import dev.hostcall.processor.Problem.Place;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Reads {@code @HostcallConverters}. Judges nothing. */
final class ConverterReader {
    private ConverterReader() {}

    /**
     * A class that was named as a converter.
     *
     * @param type the class
     * @param place where it is named
     */
    record Named(TypeElement type, Place place) {
        /** Its methods of a name. */
        List<ExecutableElement> methods(String name) {
            return ElementFilter.methodsIn(type.getEnclosedElements()).stream()
                    .filter(method -> method.getSimpleName().contentEquals(name))
                    .toList();
        }
    }

    /** Those of a class or interface, but for what javac does not know. */
    static List<Named> read(TypeElement owner) {
        return Annotations.find(owner, HostcallConverters.class).stream()
                .flatMap(mirror ->
                        values(mirror).filter(ConverterReader::isClass).map(value -> named(owner, mirror, value)))
                .toList();
    }

    /** Whether javac knows all that converters of a class or interface convert. */
    static boolean areResolved(TypeElement owner) {
        return Annotations.find(owner, HostcallConverters.class).stream()
                        .flatMap(ConverterReader::values)
                        .allMatch(ConverterReader::isClass)
                && read(owner).stream().allMatch(ConverterReader::isResolved);
    }

    /** Whether javac knows all that one converts. */
    static boolean isResolved(Named named) {
        return KnownTypes.areKnown(ElementFilter.methodsIn(named.type().getEnclosedElements()).stream()
                .filter(Converters::isConversion)
                .toList());
    }

    private static Named named(TypeElement owner, AnnotationMirror mirror, AnnotationValue value) {
        TypeElement type = (TypeElement) ((DeclaredType) value.getValue()).asElement();
        return new Named(type, Place.of(owner, mirror, value));
    }

    private static boolean isClass(AnnotationValue value) {
        return value.getValue() instanceof TypeMirror type && type.getKind() == TypeKind.DECLARED;
    }

    private static Stream<AnnotationValue> values(AnnotationMirror mirror) {
        return mirror.getElementValues().values().stream().flatMap(ConverterReader::elements);
    }

    private static Stream<AnnotationValue> elements(AnnotationValue value) {
        return value.getValue() instanceof List<?> list
                ? list.stream().map(AnnotationValue.class::cast)
                : Stream.of(value);
    }
}
