package dev.hostcall.compiler;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A module as one file of C that needs no other: the headers are written out where they are included, and the bytes of the
 * data stand in it as text. Its first line is the command that makes the guest object of it.
 */
final class SingleFile {
    private static final int BYTES_A_LINE = 32;

    private final Set<String> included = new HashSet<>();
    private final StringBuilder out = new StringBuilder();

    private SingleFile() {}

    static String of(Translation translation, CompilerOptions options) throws IOException {
        SingleFile file = new SingleFile();
        file.out.append("/* ").append(String.join(" ", command(options))).append(" */\n");
        file.writeData(translation.data().bytes());
        file.write(translation.header());
        for (String unit : translation.units()) {
            file.write(unit);
        }
        return file.out.toString();
    }

    /** What compiles and links it: GCC's options, and an error for a frame that the check behind its making could miss. */
    private static List<String> command(CompilerOptions options) {
        Target target = options.target().orElseGet(Target::ofThisMachine);
        return CCompiler.commandOf("guest.c", "guest.so", options.optimization(), target, ObjectBuilder.LARGE_FRAME);
    }

    private void writeData(byte[] bytes) {
        out.append("#define WASM_DATA \\\n");
        for (int begin = 0; begin < bytes.length; begin += BYTES_A_LINE) {
            out.append("    \"\\t.byte ");
            for (int i = begin; i < Math.min(begin + BYTES_A_LINE, bytes.length); i++) {
                out.append(i == begin ? "" : ",").append(bytes[i] & 0xFF);
            }
            out.append("\\n\" \\\n");
        }
        out.append("    \"\"\n");
    }

    private void write(String text) throws IOException {
        for (String line : (Iterable<String>) text.lines()::iterator) {
            String name = line.startsWith("#include \"") ? line.substring(10, line.length() - 1) : "";
            if (!Identity.HEADERS.contains(name)) {
                out.append(line).append('\n');
            } else if (included.add(name)) {
                write(new String(Identity.resource(name), StandardCharsets.UTF_8));
            }
        }
    }
}
