package dev.hostcall.processor;

import dev.hostcall.GuestAllocator;
import dev.hostcall.GuestConstructor;
import dev.hostcall.GuestExport;
import dev.hostcall.GuestInterface;
import dev.hostcall.GuestStatic;
import dev.hostcall.Hostcall;
import dev.hostcall.HostcallConverters;
import dev.hostcall.Queued;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Finds annotations that say how something is generated for a class or a method where nothing is. */
final class Stray {
    private static final List<Class<? extends Annotation>> ALL =
            List.of(GuestAllocator.class, HostcallConverters.class);
    private static final List<Class<? extends Annotation>> OF_METHODS =
            List.of(GuestExport.class, GuestConstructor.class, GuestStatic.class, Queued.class);

    private Stray() {}

    /** Those of the classes of a round. */
    static Stream<Problem> of(RoundEnvironment round) {
        Stream<Problem> both = ALL.stream()
                .flatMap(annotation -> types(round, annotation).stream()
                        .filter(type -> !isInterface(type) && !hasHostcalls(type))
                        .map(type -> problem(type, annotation, "neither a @Hostcall method nor @GuestInterface")));
        Stream<Problem> queued = types(round, Queued.class).stream()
                .filter(type -> !isInterface(type))
                .map(type -> problem(type, Queued.class, "not @GuestInterface"));
        Stream<Problem> ofMethods = OF_METHODS.stream()
                .flatMap(annotation -> ElementFilter.methodsIn(round.getElementsAnnotatedWith(annotation)).stream()
                        .flatMap(method -> problem(method, annotation)));
        return Stream.of(both, queued, ofMethods).flatMap(each -> each);
    }

    /** On a method of a class: one of an interface may be inherited by a guest's. */
    private static Stream<Problem> problem(ExecutableElement method, Class<? extends Annotation> annotation) {
        if (!(method.getEnclosingElement() instanceof TypeElement owner)
                || owner.getKind().isInterface()) {
            return Stream.empty();
        }
        return Stream.of(Problem.at(
                DeclarationReader.place(method, annotation),
                Rule.NO_EFFECT,
                DeclaredClass.displayName(owner) + "." + method.getSimpleName(),
                annotation.getSimpleName(),
                "is no method of an interface to a guest"));
    }

    private static Problem problem(TypeElement type, Class<? extends Annotation> annotation, String missing) {
        return Problem.at(
                DeclarationReader.place(type, annotation),
                Rule.NO_EFFECT,
                DeclaredClass.displayName(type),
                annotation.getSimpleName(),
                missing);
    }

    private static Set<TypeElement> types(RoundEnvironment round, Class<? extends Annotation> annotation) {
        return ElementFilter.typesIn(round.getElementsAnnotatedWith(annotation));
    }

    private static boolean isInterface(TypeElement type) {
        return type.getAnnotation(GuestInterface.class) != null;
    }

    private static boolean hasHostcalls(TypeElement type) {
        return ElementFilter.methodsIn(type.getEnclosedElements()).stream()
                .anyMatch(method -> method.getAnnotation(Hostcall.class) != null);
    }
}
