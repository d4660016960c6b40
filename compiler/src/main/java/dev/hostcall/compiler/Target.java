package dev.hostcall.compiler;

import dev.hostcall.abi.Machine;
import dev.hostcall.compiler.CompilerException.Reason;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A machine that guest objects can be compiled for, named as JNA names it. */
public enum Target {
    /** Linux on x86-64. */
    LINUX_X86_64(Machine.X86_64),

    /** Linux on AArch64. */
    LINUX_AARCH64(Machine.AARCH64);

    private final Machine machine;

    Target(Machine machine) {
        this.machine = machine;
    }

    /** The target of this name: {@code linux-x86-64} or {@code linux-aarch64}. */
    public static Target of(String name) {
        return Arrays.stream(values())
                .filter(target -> target.toString().equals(name))
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
        return Machine.current()
                .flatMap(machine -> Arrays.stream(values())
                        .filter(target -> target.machine == machine)
                        .findFirst())
                .orElseThrow(() -> new CompilerException(
                        Reason.UNSUPPORTED,
                        "guests do not run on this machine (" + System.getProperty("os.arch", "")
                                + "); choose a target: one of " + names()));
    }

    private static String names() {
        return Arrays.stream(values()).map(Target::toString).collect(Collectors.joining(", "));
    }

    /** The name. */
    @Override
    public String toString() {
        return machine.linux();
    }
}
