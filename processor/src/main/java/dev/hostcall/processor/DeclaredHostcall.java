package dev.hostcall.processor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;

/**
 * A method or constructor as the user wrote it, unchecked.
 *
 * @param method what has {@code @Hostcall}
 * @param module the module's name, if the annotation gives one
 * @param name the import's name, if the annotation gives one
 */
record DeclaredHostcall(ExecutableElement method, Optional<WrittenName> module, Optional<WrittenName> name) {

    /** Whether it is no method. */
    boolean isConstructor() {
        return method.getKind() == ElementKind.CONSTRUCTOR;
    }

    /** Whether javac knows everything about the method that is needed; another processor may yet supply the rest. */
    boolean isResolved() {
        boolean types = KnownTypes.areKnown(List.of(method));
        return types && Stream.concat(module.stream(), name.stream()).allMatch(WrittenName::isResolved);
    }
}
