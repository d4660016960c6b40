package dev.hostcall.integration.spec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of a module's import section, whichever features are in it. */
final class ModuleImports {
    private static final int IMPORT_SECTION = 2;
    private static final int HEADER = 8;

    private final String section; // a char for each byte

    private ModuleImports(byte[] section) {
        this.section = new String(section, StandardCharsets.ISO_8859_1);
    }

    static ModuleImports of(byte[] wasm) {
        int at = HEADER;
        while (at < wasm.length) {
            int id = wasm[at++];
            int length = 0;
            int shift = 0;
            do {
                length |= (wasm[at] & 0x7F) << shift;
                shift += 7;
            } while (wasm[at++] < 0);
            if (id == IMPORT_SECTION) {
                return new ModuleImports(Arrays.copyOfRange(wasm, at, at + length));
            }
            at += length;
        }
        return new ModuleImports(new byte[0]);
    }

    /** Whether the name of a module, or one that is spelled like it, is in it. */
    boolean mayNameModule(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return section.contains((char) bytes.length + new String(bytes, StandardCharsets.ISO_8859_1));
    }
}
