package dev.hostcall.processor.model;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;

/**
 * One class whose hostcalls all passed the checks.
 *
 * @param packageName its package, empty for the unnamed one
 * @param simpleNames its name and those of the classes around it, outermost first
 * @param typeParameters how many type parameters the class itself has
 * @param visibility who may name it
 * @param allocator how results take the guest's memory, if that is not left to convention
 * @param hostcalls in the order of the source, at least one
 */
public record HostcallClass(
        String packageName,
        List<String> simpleNames,
        int typeParameters,
        Visibility visibility,
        Optional<AllocatorNames> allocator,
        List<Hostcall> hostcalls) {

    /** Who may name a class. */
    public enum Visibility {
        /** Everyone. */
        PUBLIC,
        /** The classes of its package. */
        PACKAGE
    }

    /** Copies the lists. */
    public HostcallClass {
        simpleNames = List.copyOf(simpleNames);
        hostcalls = List.copyOf(hostcalls);
    }

    /** As in Java sources, such as {@code com.example.Outer.Kv}. */
    public String canonicalName() {
        return qualified(String.join(".", simpleNames));
    }

    /** As in class files, such as {@code com.example.Outer$Kv}. */
    public String binaryName() {
        return qualified(String.join("$", simpleNames));
    }

    /** The simple name of the class to generate, such as {@code Outer_KvHostcalls}. */
    public String generatedSimpleName() {
        return generatedSimpleName(simpleNames);
    }

    /** The simple name of the class to generate for one of these simple names, outermost first. */
    public static String generatedSimpleName(List<String> simpleNames) {
        return String.join("_", simpleNames) + "Hostcalls";
    }

    /** The full name of the class to generate. */
    public String generatedName() {
        return qualified(generatedSimpleName());
    }

    /** Whether there is a method that needs an object to be called on. */
    public boolean needsTarget() {
        return hostcalls.stream().anyMatch(hostcall -> hostcall.receiver() == Hostcall.Receiver.TARGET);
    }

    /** The method of a hostcall, for comments: {@code Outer.Kv.fetch(Vmctx, String, MemorySlice)}. */
    public String describe(Hostcall hostcall) {
        String name = String.join(".", simpleNames);
        if (hostcall.receiver() == Hostcall.Receiver.DROPPED) {
            return name + ", dropped";
        }
        String method = hostcall.receiver() == Hostcall.Receiver.NOTHING ? "" : "." + hostcall.method();
        return hostcall.javaParameters().stream()
                .map(parameter -> parameter.type().simpleName())
                .collect(joining(", ", name + method + "(", ")"));
    }

    private String qualified(String name) {
        return packageName.isEmpty() ? name : packageName + "." + name;
    }
}
