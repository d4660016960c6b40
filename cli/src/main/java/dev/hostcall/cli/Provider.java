package dev.hostcall.cli;

import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Signature;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import dev.hostcall.wasi.AssemblyScriptEnv;
import dev.hostcall.wasi.EmscriptenEnv;
import dev.hostcall.wasi.Wasi;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Who gives what a module imports: {@code hostcall run} does, or whoever embeds it has to. */
final class Provider {
    /** The module name that programs of Emscripten and AssemblyScript import from. */
    static final String ENV = "env";

    private static final String EMBEDDER = "embedder";

    private final Map<Function, String> functions = new HashMap<>();

    private Provider() {}

    /** By the functions that a program is given. */
    static Provider ofPrograms() {
        Provider provider = new Provider();
        try (Wasi wasi = Wasi.builder().build()) {
            provider.add("WASI", wasi.imports());
        }
        provider.add("AssemblyScriptEnv", AssemblyScriptEnv.create().imports());
        return provider;
    }

    private void add(String name, Hostcalls given) {
        for (HostcallDeclaration each : given.declarations()) {
            functions.put(new Function(each.qualifiedName(), each.signature()), name);
        }
    }

    /**
     * One word for who gives it. Imported memory is the instance's own unless an embedder gives it one.
     *
     * @param signature of a function that hosts can call
     */
    String of(String qualifiedName, String kind, Optional<Signature> signature) {
        return kind.equals("memory")
                ? "instance"
                : signature.map(type -> of(new Function(qualifiedName, type))).orElse(EMBEDDER);
    }

    private String of(Function wanted) {
        String prefix = ENV + ".";
        boolean isEmscriptens = wanted.qualifiedName.startsWith(prefix)
                && EmscriptenEnv.offers(wanted.qualifiedName.substring(prefix.length()), wanted.signature);
        return functions.getOrDefault(wanted, isEmscriptens ? "EmscriptenEnv" : EMBEDDER);
    }

    private record Function(String qualifiedName, Signature signature) {}
}
