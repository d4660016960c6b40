package dev.hostcall.compiler;

/**
 * How to compile. Immutable; begin with {@link #defaults()}.
 *
 * @param bounds how accesses to memory are kept within it
 * @param metering whether instructions are counted
 * @param optimization the C compiler's level, 0 to 3
 * @param listener told of progress; not part of what the object depends on
 */
public record CompilerOptions(BoundsMode bounds, Metering metering, int optimization, CompileListener listener) {

    /** Refuses levels the C compiler does not know. */
    public CompilerOptions {
        if (optimization < 0 || optimization > 3) {
            throw new IllegalArgumentException("optimization level " + optimization + "; known are 0 to 3");
        }
    }

    /** Guard pages, metering, level 2, and nobody listening. */
    public static CompilerOptions defaults() {
        return new CompilerOptions(BoundsMode.GUARD, Metering.ON, 2, (done, total) -> {});
    }

    /** The same with another bounds mode. */
    public CompilerOptions withBounds(BoundsMode bounds) {
        return new CompilerOptions(bounds, metering, optimization, listener);
    }

    /** The same with or without metering. */
    public CompilerOptions withMetering(Metering metering) {
        return new CompilerOptions(bounds, metering, optimization, listener);
    }

    /** The same at another level, 0 to 3. */
    public CompilerOptions withOptimization(int optimization) {
        return new CompilerOptions(bounds, metering, optimization, listener);
    }

    /** The same with another listener. */
    public CompilerOptions withListener(CompileListener listener) {
        return new CompilerOptions(bounds, metering, optimization, listener);
    }
}
