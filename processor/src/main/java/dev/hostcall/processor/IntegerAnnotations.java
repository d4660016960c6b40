package dev.hostcall.processor;

import dev.hostcall.CodePoint;
import dev.hostcall.Unsigned;
import dev.hostcall.processor.BorderTypes.Use;
import dev.hostcall.processor.model.HostType;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;
import javax.lang.model.type.TypeMirror;

/** Reads {@code @Unsigned} and {@code @CodePoint}. */
final class IntegerAnnotations {
    private static final List<Class<? extends Annotation>> ALL = List.of(Unsigned.class, CodePoint.class);

    private IntegerAnnotations() {}

    /**
     * The type with its annotation, if it has one. Before JDK 22, javac forgets annotations of types in class files; those of a
     * record's components are read from the component then.
     */
    static Optional<HostType> apply(HostType type, TypeMirror mirror, Use use, List<Problem> problems) {
        List<String> written = ALL.stream()
                .filter(annotation ->
                        Annotations.isOn(mirror, annotation) || Annotations.isOn(use.annotated(), annotation))
                .map(Class::getSimpleName)
                .toList();
        if (written.isEmpty()) {
            return Optional.of(type);
        }
        Optional<HostType> annotated = written.size() == 1 ? type.annotated(written.get(0)) : Optional.empty();
        if (annotated.isEmpty()) {
            String names = String.join(" @", written);
            problems.add(Problem.at(use.place(), Rule.INTEGER, "@" + names, TypeNames.brief(mirror)));
        }
        return annotated;
    }
}
