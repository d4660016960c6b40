package dev.hostcall.compiler.build;

import dev.hostcall.abi.Machine;
import dev.hostcall.compiler.Target;
import java.util.Arrays;
import java.util.List;

/**
 * What the compiler knows of the machines it compiles for, one row for each; what the C for a machine must know stands in the
 * machine's {@link #header}.
 */
enum Architecture {
    /** AVX is switched off as its registers are not kept where the budget is spent. */
    X86_64(Target.LINUX_X86_64, Machine.X86_64, List.of("-mno-avx", "-msse4.2", "-mpopcnt", "-fcf-protection=none")),

    /**
     * Signed return addresses would not be addresses to whatever reads a backtrace, and atomic operators are not to be calls of the C
     * compiler's library.
     */
    AARCH64(Target.LINUX_AARCH64, Machine.AARCH64, List.of("-mbranch-protection=none", "-mno-outline-atomics"));

    private final Target target;
    private final Machine machine;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is
    private final List<String> options;

    Architecture(Target target, Machine machine, List<String> options) {
        this.target = target;
        this.machine = machine;
        this.options = options;
    }

    /** That of a target. */
    static Architecture of(Target target) {
        return Arrays.stream(values())
                .filter(row -> row.target == target)
                .findFirst()
                .orElseThrow();
    }

    /** The first word of a C compiler's name for it. */
    String machine() {
        return machine.gnuName();
    }

    /** In the header of an object. */
    int elfMachine() {
        return machine.elfNumber();
    }

    /** What the C for it includes: all that this C knows of the machine. */
    String header() {
        return machine() + ".h";
    }

    /** What GNU tools for it are called, before {@code -gcc}. */
    String triple() {
        return machine() + "-linux-gnu";
    }

    /** What the C compiler is told. */
    List<String> options() {
        return options;
    }
}
