package dev.hostcall.compiler;

/**
 * How large a module may be to be compiled. A larger one is refused before it is read ({@link
 * CompilerException.Reason#LIMIT}). Immutable; begin with {@link #defaults()}.
 *
 * @param functions functions with a body
 * @param functionBytes bytes of one function's body
 * @param codeBytes bytes of the code section
 * @param dataBytes bytes of the data section
 */
public record ModuleLimits(long functions, long functionBytes, long codeBytes, long dataBytes) {

    /** Refuses negative numbers. */
    public ModuleLimits {
        if (functions < 0 || functionBytes < 0 || codeBytes < 0 || dataBytes < 0) {
            throw new IllegalArgumentException("limits of a module must not be negative: " + functions + " functions, "
                    + functionBytes + " bytes a function, " + codeBytes + " bytes of code, " + dataBytes
                    + " bytes of data");
        }
    }

    /** A million functions, 8 MiB a function, and 256 MiB each of code and data. */
    public static ModuleLimits defaults() {
        return new ModuleLimits(1_000_000, 8 << 20, 256 << 20, 256 << 20);
    }

    /** The same with another number of functions. */
    public ModuleLimits withFunctions(long functions) {
        return new ModuleLimits(functions, functionBytes, codeBytes, dataBytes);
    }

    /** The same with another size of one function. */
    public ModuleLimits withFunctionBytes(long functionBytes) {
        return new ModuleLimits(functions, functionBytes, codeBytes, dataBytes);
    }

    /** The same with another size of all code. */
    public ModuleLimits withCodeBytes(long codeBytes) {
        return new ModuleLimits(functions, functionBytes, codeBytes, dataBytes);
    }

    /** The same with another size of all data. */
    public ModuleLimits withDataBytes(long dataBytes) {
        return new ModuleLimits(functions, functionBytes, codeBytes, dataBytes);
    }
}
