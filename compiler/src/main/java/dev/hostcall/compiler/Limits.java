package dev.hostcall.compiler;

import dev.hostcall.compiler.CompilerException.Reason;
import dev.hostcall.compiler.read.Module;

/** What a module may be at most; beyond it compiling would exhaust memory or the machine's addressing. */
final class Limits {
    private static final int MODULE_BYTES = 256 << 20;
    private static final long TABLE_ELEMENTS = 10_000_000;

    private Limits() {}

    static void checkModule(byte[] bytes) {
        check("the module", bytes.length, MODULE_BYTES, "bytes");
    }

    /**
     * Compares what the sections announce, before anything is made of them. What is malformed is left to the reader to tell.
     */
    static void check(byte[] wasm, ModuleLimits limits) {
        checkModule(wasm);
        SectionSizes sizes = SectionSizes.of(wasm);
        check("the module", sizes.functions(), limits.functions(), "functions");
        check("the code section", sizes.code(), limits.codeBytes(), "bytes");
        check("the data section", sizes.data(), limits.dataBytes(), "bytes");
        check("function " + sizes.largest(), sizes.largestBytes(), limits.functionBytes(), "bytes of code");
    }

    static void check(Module module) {
        for (Module.Table table : module.tables()) {
            check("table " + table.index(), table.min(), TABLE_ELEMENTS, "elements at first");
        }
    }

    private static void check(String what, long found, long allowed, String unit) {
        if (found > allowed) {
            throw new CompilerException(
                    Reason.LIMIT, what + " has " + found + " " + unit + "; at most " + allowed + " are allowed");
        }
    }
}
