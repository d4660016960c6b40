package dev.hostcall.compiler.read;

import dev.hostcall.compiler.read.RefusedException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Recognizes what is often given in place of a module. */
public final class Magic {
    private static final byte[] WASM = {0, 'a', 's', 'm'};
    private static final int SHOWN = 16;

    private Magic() {}

    /**
     * Refuses what does not begin as a module does.
     *
     * @throws RefusedException with what it is instead
     */
    public static void check(byte[] bytes) {
        if (Arrays.mismatch(bytes, WASM) == WASM.length || Arrays.equals(bytes, WASM)) {
            return; // the decoder tells what else is wrong
        }
        throw new RefusedException(Kind.MALFORMED, "not WebAssembly: " + what(bytes), 0, null);
    }

    private static String what(byte[] bytes) {
        if (bytes.length == 0) {
            return "it is empty; a module begins with the bytes 00 61 73 6d";
        }
        String text = new String(bytes, 0, Math.min(bytes.length, 1024), StandardCharsets.UTF_8).strip();
        if (text.startsWith("(") || text.startsWith(";;")) {
            return "this is WebAssembly text; translate it to the binary format first (\"hostcall compile\" does that for .wat files)";
        }
        String beginning = text.substring(0, Math.min(text.length(), SHOWN));
        return beginning.chars().allMatch(c -> c >= ' ' && c < 0x7F)
                ? "it begins with \"" + beginning + "\", and a module with the bytes 00 61 73 6d"
                : "it begins with the bytes "
                        + HexFormat.ofDelimiter(" ").formatHex(bytes, 0, Math.min(bytes.length, SHOWN))
                        + ", and a module with 00 61 73 6d";
    }
}
