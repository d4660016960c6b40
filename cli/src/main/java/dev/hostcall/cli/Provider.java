package dev.hostcall.cli;

import dev.hostcall.runtime.spi.HostcallDeclaration;
import dev.hostcall.wasi.Wasi;
import java.util.HashMap;
import java.util.Map;

/** Who gives what a module imports: {@code hostcall run} does, or whoever embeds it has to. */
final class Provider {
    private static final String WASI = "WASI";
    private static final String EMBEDDER = "embedder";

    private final Map<String, String> signatures = new HashMap<>();

    private Provider() {}

    /** By the functions that a program is given. */
    static Provider ofPrograms() {
        Provider provider = new Provider();
        try (Wasi wasi = Wasi.builder().build()) {
            for (HostcallDeclaration each : wasi.imports().declarations()) {
                provider.signatures.put(each.qualifiedName(), each.signature().toString());
            }
        }
        return provider;
    }

    /** One word for who gives a function; for another kind of thing, and for a function of another type, the embedder. */
    String of(String qualifiedName, String kind, String type) {
        boolean ours = kind.equals("function") && type.equals(signatures.get(qualifiedName));
        return ours ? WASI : EMBEDDER;
    }
}
