package dev.hostcall.processor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/**
 * A class as the user wrote it, unchecked.
 *
 * @param type the class, record, enum or interface that has {@code @HostcallModule} or a method with {@code @Hostcall}
 * @param module its {@code @HostcallModule}, if it has one
 * @param hostcalls its own methods with {@code @Hostcall}, in the order of the source
 */
record DeclaredClass(TypeElement type, Optional<DeclaredModule> module, List<DeclaredHostcall> hostcalls) {

    /**
     * A {@code @HostcallModule}.
     *
     * @param place where it stands
     * @param name its value; empty if the user left it out, which javac reports
     */
    record DeclaredModule(Problem.Place place, Optional<WrittenName> name) {}

    /** Whether javac knows everything about the class that is needed; another processor may yet supply the rest. */
    boolean isResolved() {
        return module.flatMap(DeclaredModule::name).stream().allMatch(WrittenName::isResolved)
                && hostcalls.stream().allMatch(DeclaredHostcall::isResolved)
                && ConverterReader.areResolved(type);
    }

    /** The classes around a class and itself, outermost first. */
    static List<TypeElement> path(TypeElement type) {
        Deque<TypeElement> path = new ArrayDeque<>();
        for (Element at = type; at instanceof TypeElement step; at = at.getEnclosingElement()) {
            path.addFirst(step);
        }
        return List.copyOf(path);
    }

    /** The simple names along the {@link #path}. */
    static List<String> simpleNames(TypeElement type) {
        return path(type).stream().map(step -> step.getSimpleName().toString()).toList();
    }

    /** The name in messages: {@code Outer.Kv}. */
    static String displayName(TypeElement type) {
        return String.join(".", simpleNames(type));
    }
}
