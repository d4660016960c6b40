package dev.hostcall.processor.model;

import dev.hostcall.processor.model.HostcallClass.Visibility;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One interface to a guest whose methods all passed the checks.
 *
 * @param javaClass the interface
 * @param typesInside the simple names of the types that it has inside, inherited ones too
 * @param visibility who may name it
 * @param allocator how arguments take the guest's memory, if that is not left to convention
 * @param methods in the order of the source
 * @param resources those that guests define, likewise
 */
public record GuestInterface(
        JavaClass javaClass,
        Set<String> typesInside,
        Visibility visibility,
        Optional<AllocatorNames> allocator,
        List<GuestMethod> methods,
        List<GuestResource> resources) {

    /** Copies the collections. */
    public GuestInterface {
        typesInside = Set.copyOf(typesInside);
        methods = List.copyOf(methods);
        resources = List.copyOf(resources);
    }

    /** Its methods, and then those of its resources. */
    public List<GuestMethod> allMethods() {
        return Stream.concat(methods.stream(), resources.stream().flatMap(resource -> resource.methods().stream()))
                .toList();
    }

    /** The simple name of the class to generate for one of these simple names, outermost first. */
    public static String generatedSimpleName(List<String> simpleNames) {
        return String.join("_", simpleNames) + "Guest";
    }

    /** The full name of the class to generate. */
    public String generatedName() {
        String name = generatedSimpleName(javaClass.simpleNames());
        return javaClass.packageName().isEmpty() ? name : javaClass.packageName() + "." + name;
    }

    /** Whether some of its methods need an executor. */
    public boolean needsExecutor() {
        return allMethods().stream().anyMatch(method -> method.form() == GuestMethod.Form.STARTED);
    }
}
