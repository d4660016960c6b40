package dev.hostcall.wasi;

import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.wasi.internal.env.AssemblyScriptCalls;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What programs in AssemblyScript import from {@code env}: {@code abort}, {@code seed} and {@code trace}. An {@link AbortException} is the
 * cause of what a run ends with that aborts.
 *
 * <pre>{@code
 * AssemblyScriptEnv env = AssemblyScriptEnv.create().withTrace(log::add);
 * try (Instance plugin = region.newInstance(module, env.imports())) {
 *     plugin.run("greet");
 * }
 * }</pre>
 *
 * <p>Immutable; what it gives may serve many instances.
 */
public final class AssemblyScriptEnv {
    private final RandomGenerator random;
    private final Consumer<String> trace;

    private AssemblyScriptEnv(RandomGenerator random, Consumer<String> trace) {
        this.random = random;
        this.trace = trace;
    }

    /** With seeds of a {@link SecureRandom}; traces lead nowhere. */
    public static AssemblyScriptEnv create() {
        return new AssemblyScriptEnv(new SecureRandom(), line -> {});
    }

    /** The same with other seeds for the guest's random numbers. */
    public AssemblyScriptEnv withRandom(RandomGenerator source) {
        return new AssemblyScriptEnv(Objects.requireNonNull(source, "source"), trace);
    }

    /** The same, handing what the guest traces, the numbers behind the message, to a consumer on the thread that runs the guest. */
    public AssemblyScriptEnv withTrace(Consumer<String> target) {
        return new AssemblyScriptEnv(random, Objects.requireNonNull(target, "target"));
    }

    /** These functions. */
    public Hostcalls imports() {
        return AssemblyScriptCalls.of(random, trace);
    }
}
