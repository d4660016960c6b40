package dev.hostcall.compiler;

import dev.hostcall.compiler.emit.ModuleWriter;
import dev.hostcall.compiler.emit.Translation;
import dev.hostcall.compiler.read.ModuleDecoder;
import dev.hostcall.compiler.read.WasmModule;
import java.util.Map;
import java.util.stream.Collectors;

/** Modules in the text format, for tests. */
public final class Wat {
    private Wat() {}

    /** The binary format. */
    public static byte[] wasm(String text) {
        return dev.hostcall.text.Wat.toWasm(text);
    }

    /** The module, read. */
    public static WasmModule module(String text) {
        return ModuleDecoder.decode(wasm(text));
    }

    /** The C of all units. */
    public static String c(String text, CompilerOptions options) {
        return WasmCompiler.translate(wasm(text), options);
    }

    /** What is written for the module itself: the header and all units, without the compiler's own headers. */
    public static String translation(String text, CompilerOptions options) {
        Translation translation = ModuleWriter.files(module(text), options, "x86_64.h", Map.of());
        return translation.header()
                + translation.units().stream().map(Translation.Unit::text).collect(Collectors.joining("\n"));
    }

    /** The lines of a function's C. */
    public static String function(String text, int index, CompilerOptions options) {
        Translation translation = ModuleWriter.files(module(text), options, "x86_64.h", Map.of());
        String unit = translation.units().stream().map(Translation.Unit::text).collect(Collectors.joining());
        int begin = unit.indexOf(" fn_" + index + "(struct guest *g");
        return unit.substring(begin, unit.indexOf("\n}\n", begin));
    }
}
