package dev.hostcall.processor;

import java.lang.annotation.Annotation;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.AnnotatedConstruct;
import javax.lang.model.element.AnnotationMirror;

/** Finds annotations by their names: of elements as of uses of types, which have no {@code getAnnotation} in javac. */
final class Annotations {
    private Annotations() {}

    /** The one of a type; javac itself refuses a second one. */
    static Optional<AnnotationMirror> find(AnnotatedConstruct construct, Class<? extends Annotation> type) {
        return construct.getAnnotationMirrors().stream()
                .filter(mirror -> name(mirror).equals(type.getName()))
                .map(AnnotationMirror.class::cast)
                .findFirst();
    }

    /** Whether there is one of a type. */
    static boolean isOn(AnnotatedConstruct construct, Class<? extends Annotation> type) {
        return find(construct, type).isPresent();
    }

    /** The names of all of them. */
    static Stream<String> names(AnnotatedConstruct construct) {
        return construct.getAnnotationMirrors().stream().map(Annotations::name);
    }

    private static String name(AnnotationMirror mirror) {
        return TypeNames.erased(mirror.getAnnotationType());
    }
}
