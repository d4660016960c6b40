package dev.hostcall.compiler;

import dev.hostcall.compiler.read.Module;
import java.util.Map;
import java.util.stream.Collectors;

/** Modules in the text format, for tests. */
final class Wat {
    private Wat() {}

    static byte[] wasm(String text) {
        return dev.hostcall.text.Wat.toWasm(text);
    }

    static Module module(String text) {
        return ModuleReader.read(wasm(text));
    }

    /** The C of all units. */
    static String c(String text, CompilerOptions options) {
        return WasmCompiler.translate(wasm(text), options);
    }

    /** What is written for the module itself: the header and all units, without the compiler's own headers. */
    static String translation(String text, CompilerOptions options) {
        Translation translation = new ModuleWriter(module(text), options, Map.of()).write();
        return translation.header() + String.join("\n", translation.units());
    }

    /** The lines of a function's C. */
    static String function(String text, int index, CompilerOptions options) {
        Translation translation = new ModuleWriter(module(text), options, Map.of()).write();
        String unit = translation.units().stream().collect(Collectors.joining());
        int begin = unit.indexOf(" fn_" + index + "(struct guest *g");
        return unit.substring(begin, unit.indexOf("\n}\n", begin));
    }
}
