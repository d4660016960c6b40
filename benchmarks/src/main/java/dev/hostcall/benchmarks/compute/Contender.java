package dev.hostcall.benchmarks.compute;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * A way to run the kernels.
 *
 * @param name as the table shows it
 * @param kernels what it can be asked for
 * @param program makes the program, and says how to start it
 */
record Contender(String name, Set<Kernel> kernels, Program program) {
    @Override
    public String toString() {
        return kernels.equals(Kernel.ALL) ? name : name + " (" + Measurements.names(kernels) + ")";
    }

    /** Ours, and what ours is compared with. */
    static final String NATIVE = "native C";

    static final String RUST = "native Rust";
    static final String WASM2C = "wasm2c";
    static final String V8 = "V8 (Node.js)";
    static final String GUARD = "guard";
    static final String GUARD_METERED = "guard, metered";
    static final String EXPLICIT = "explicit";
    static final String EXPLICIT_METERED = "explicit, metered";

    /** Those that the table has named ratios of. */
    static final Set<String> OURS_AND_NATIVE =
            Set.of(NATIVE, RUST, WASM2C, GUARD, GUARD_METERED, EXPLICIT, EXPLICIT_METERED);

    /** How to start a contender. */
    @FunctionalInterface
    interface Program {
        /**
         * Its command line.
         *
         * @throws IOException if it cannot run here; the message says why
         */
        List<String> command() throws IOException;
    }
}
