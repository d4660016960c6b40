package dev.hostcall.testing;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.platform.commons.support.AnnotationSupport;

/** Which guest an annotation means. Its text is the annotation, as messages show it. */
sealed interface GuestSource {

    /** What {@link Guest} names, as the class sees it that the annotation is in. */
    record Resource(String name, Class<?> anchor) implements GuestSource {
        @Override
        public String toString() {
            return "@Guest(\"%s\") in %s".formatted(name, anchor.getName());
        }
    }

    /** What {@link GuestText} contains. */
    record Text(String text, Class<?> anchor) implements GuestSource {
        @Override
        public String toString() {
            return "@GuestText in " + anchor.getName();
        }
    }

    /** Whether the parameter has an annotation of its own. */
    static boolean isNamedBy(ParameterContext parameter) {
        return parameter.isAnnotated(Guest.class) || parameter.isAnnotated(GuestText.class);
    }

    /** The guest that a parameter of a test asks for: what the nearest annotation says. */
    static GuestSource of(ParameterContext parameter, ExtensionContext context) {
        Executable method = parameter.getDeclaringExecutable();
        return choose(
                        parameter.findAnnotation(Guest.class),
                        parameter.findAnnotation(GuestText.class),
                        method.getDeclaringClass(),
                        parameter.getParameter())
                .or(() -> on(method, method.getDeclaringClass()))
                .or(() -> on(
                        context.getRequiredTestMethod(),
                        context.getRequiredTestMethod().getDeclaringClass()))
                .or(() -> inOrAround(context.getRequiredTestClass()))
                .orElseThrow(() -> new ParameterResolutionException(
                        "%s asks for a guest (parameter %s), and nothing says which: there is no @Guest or @GuestText on the parameter, its method, the test or its class"
                                .formatted(method.toGenericString(), parameter.getParameter())));
    }

    private static Optional<GuestSource> inOrAround(Class<?> type) {
        for (Class<?> around = type; around != null; around = around.getEnclosingClass()) {
            for (Class<?> each = around; each != null; each = superclass(each)) {
                Optional<GuestSource> found = on(each, each);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static @Nullable Class<?> superclass(Class<?> type) {
        return type.getSuperclass();
    }

    private static Optional<GuestSource> on(AnnotatedElement element, Class<?> anchor) {
        return choose(
                AnnotationSupport.findAnnotation(element, Guest.class),
                AnnotationSupport.findAnnotation(element, GuestText.class),
                anchor,
                element);
    }

    private static Optional<GuestSource> choose(
            Optional<Guest> resource, Optional<GuestText> text, Class<?> anchor, AnnotatedElement element) {
        if (resource.isPresent() && text.isPresent()) {
            throw new ParameterResolutionException(
                    "%s has both @Guest and @GuestText; which guest is meant?".formatted(element));
        }
        return resource.<GuestSource>map(guest -> new Resource(guest.value(), anchor))
                .or(() -> text.map(guest -> new Text(guest.value(), anchor)));
    }
}
