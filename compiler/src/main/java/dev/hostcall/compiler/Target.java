package dev.hostcall.compiler;

import dev.hostcall.compiler.CompilerException.Reason;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A machine that guest objects can be compiled for, named as JNA names it. */
public enum Target {
    /** Linux on x86-64. */
    LINUX_X86_64("linux-x86-64", "amd64"),

    /** Linux on AArch64. */
    LINUX_AARCH64("linux-aarch64", "aarch64");

    private final String label;
    private final String javaName;

    Target(String label, String javaName) {
        this.label = label;
        this.javaName = javaName;
    }

    /** The target of this name: {@code linux-x86-64} or {@code linux-aarch64}. */
    public static Target of(String name) {
        return Arrays.stream(values())
                .filter(target -> target.label.equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("the target \"" + name + "\" is not one of " + names()));
    }

    /**
     * The machine this process runs on.
     *
     * @throws CompilerException if it is none of these
     */
    public static Target ofThisMachine() {
        String found = System.getProperty("os.arch", "");
        return Arrays.stream(values())
                .filter(target -> target.javaName.equals(found))
                .findFirst()
                .orElseThrow(() -> new CompilerException(
                        Reason.UNSUPPORTED,
                        "guests do not run on this machine (" + found + "); choose a target: one of " + names()));
    }

    private static String names() {
        return Arrays.stream(values()).map(Target::toString).collect(Collectors.joining(", "));
    }

    /** The name. */
    @Override
    public String toString() {
        return label;
    }
}
