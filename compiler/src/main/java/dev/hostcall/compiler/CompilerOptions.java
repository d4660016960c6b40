package dev.hostcall.compiler;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How to compile. Immutable; begin with {@link #defaults()}.
 *
 * @param bounds how memory accesses are kept within bounds
 * @param metering whether instructions are counted
 * @param optimization the C compiler's level, 0 to 3
 * @param listener is notified of progress; the object does not depend on it
 * @param target what the object is for; this machine if empty
 * @param timeout how long one compilation may take; unlimited if empty
 * @param limits how large the module may be
 * @param clang a Clang to compile with; the C compiler that is found if empty
 */
public record CompilerOptions(
        BoundsMode bounds,
        Metering metering,
        int optimization,
        CompileListener listener,
        Optional<Target> target,
        Optional<Duration> timeout,
        ModuleLimits limits,
        Optional<Path> clang) {

    /** Refuses levels the C compiler does not know, and timeouts that are not positive. */
    public CompilerOptions {
        Objects.requireNonNull(bounds, "bounds");
        Objects.requireNonNull(metering, "metering");
        Objects.requireNonNull(listener, "listener");
        if (optimization < 0 || optimization > 3) {
            throw new IllegalArgumentException("optimization level " + optimization + "; known are 0 to 3");
        }
        timeout.filter(time -> time.isZero() || time.isNegative()).ifPresent(time -> {
            throw new IllegalArgumentException("the timeout must be positive: " + time);
        });
    }

    /** For this machine, without a timeout, with the default limits. */
    public CompilerOptions(BoundsMode bounds, Metering metering, int optimization, CompileListener listener) {
        this(
                bounds,
                metering,
                optimization,
                listener,
                Optional.empty(),
                Optional.empty(),
                ModuleLimits.defaults(),
                Optional.empty());
    }

    /** Guard pages, metering, level 2, no listener, this machine, no timeout, the default limits. */
    public static CompilerOptions defaults() {
        return new CompilerOptions(BoundsMode.GUARD, Metering.ON, 2, (done, total) -> {});
    }

    /** The same with another bounds mode. */
    public CompilerOptions withBounds(BoundsMode bounds) {
        return new CompilerOptions(bounds, metering, optimization, listener, target, timeout, limits, clang);
    }

    /** The same with or without metering. */
    public CompilerOptions withMetering(Metering metering) {
        return new CompilerOptions(bounds, metering, optimization, listener, target, timeout, limits, clang);
    }

    /** The same at another level, 0 to 3. */
    public CompilerOptions withOptimization(int optimization) {
        return new CompilerOptions(bounds, metering, optimization, listener, target, timeout, limits, clang);
    }

    /** The same with another listener. */
    public CompilerOptions withListener(CompileListener listener) {
        return new CompilerOptions(bounds, metering, optimization, listener, target, timeout, limits, clang);
    }

    /** The same for a machine that may be another than this one. */
    public CompilerOptions withTarget(Target target) {
        return new CompilerOptions(
                bounds, metering, optimization, listener, Optional.of(target), timeout, limits, clang);
    }

    /** The same for a machine by its name: {@code linux-x86-64} or {@code linux-aarch64}. */
    public CompilerOptions withTarget(String target) {
        return withTarget(Target.of(target));
    }

    /** The same with a timeout: once it expires, the C compiler is killed and the compilation fails. */
    public CompilerOptions withTimeout(Duration timeout) {
        return new CompilerOptions(
                bounds, metering, optimization, listener, target, Optional.of(timeout), limits, clang);
    }

    /** The same with other limits. */
    public CompilerOptions withLimits(ModuleLimits limits) {
        return new CompilerOptions(bounds, metering, optimization, listener, target, timeout, limits, clang);
    }

    /**
     * The same with a Clang, 14 or later, that compiles for either machine and has lld beside it; neither a C library nor its
     * headers are needed.
     */
    public CompilerOptions withClang(Path program) {
        return new CompilerOptions(
                bounds, metering, optimization, listener, target, timeout, limits, Optional.of(program));
    }
}
