package dev.hostcall.integration.programs;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Gives functions the names back that Emscripten has shortened, in a copy of a module: both engines are then offered what it imports under
 * the names that it has in their own documents. Sections that say nothing to an engine are left out.
 *
 * @param imports what an import from {@link #FROM} stands for, as {@code env.exit}, by its shortened name
 * @param exports the same of exports that are used
 */
record WholeNames(Map<String, String> imports, Map<String, String> exports) {
    /** Where a module imports all from whose names are shortened. */
    static final String FROM = "a";

    /** Of a module that has its names. */
    static final WholeNames KEPT = new WholeNames(Map.of(), Map.of());

    private static final int HEADER = 8;
    private static final int CUSTOM = 0;
    private static final int IMPORTS = 2;
    private static final int EXPORTS = 7;
    private static final int FUNCTION = 0;
    private static final int BITS = 7;
    private static final int MORE = 1 << BITS;

    boolean areKept() {
        return imports.isEmpty();
    }

    /** A copy of the module with these names. */
    byte[] in(byte[] module) {
        ByteBuffer from = ByteBuffer.wrap(module);
        ByteArrayOutputStream to = new ByteArrayOutputStream(module.length);
        to.writeBytes(bytes(from, HEADER));
        while (from.hasRemaining()) {
            int kind = from.get();
            ByteBuffer section = ByteBuffer.wrap(bytes(from, number(from)));
            if (kind != CUSTOM) {
                to.write(kind);
                writeCounted(
                        to,
                        switch (kind) {
                            case IMPORTS -> imports(section);
                            case EXPORTS -> exports(section);
                            default -> section.array();
                        });
            }
        }
        return to.toByteArray();
    }

    private byte[] imports(ByteBuffer section) {
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        int count = number(section);
        writeNumber(to, count);
        for (int i = 0; i < count; i++) {
            String module = text(section);
            String name = text(section);
            if (!module.equals(FROM) || section.get() != FUNCTION) {
                throw new IllegalArgumentException(module + "." + name + " is not a function whose name is shortened");
            }
            String[] whole = imports.getOrDefault(name, module + "." + name).split("\\.", 2);
            writeCounted(to, whole[0].getBytes(StandardCharsets.UTF_8));
            writeCounted(to, whole[1].getBytes(StandardCharsets.UTF_8));
            to.write(FUNCTION);
            writeNumber(to, number(section));
        }
        return to.toByteArray();
    }

    private byte[] exports(ByteBuffer section) {
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        int count = number(section);
        writeNumber(to, count);
        for (int i = 0; i < count; i++) {
            String name = text(section);
            writeCounted(to, exports.getOrDefault(name, name).getBytes(StandardCharsets.UTF_8));
            to.write(section.get());
            writeNumber(to, number(section));
        }
        return to.toByteArray();
    }

    private static byte[] bytes(ByteBuffer from, int length) {
        byte[] bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }

    private static String text(ByteBuffer from) {
        return new String(bytes(from, number(from)), StandardCharsets.UTF_8);
    }

    /** An unsigned number in LEB128. */
    private static int number(ByteBuffer from) {
        int number = 0;
        for (int shift = 0; ; shift += BITS) {
            byte next = from.get();
            number |= (next & (MORE - 1)) << shift;
            if (next >= 0) {
                return number;
            }
        }
    }

    private static void writeNumber(ByteArrayOutputStream to, int number) {
        int rest = number;
        while (rest >= MORE) {
            to.write(rest | MORE);
            rest >>>= BITS;
        }
        to.write(rest);
    }

    private static void writeCounted(ByteArrayOutputStream to, byte[] bytes) {
        writeNumber(to, bytes.length);
        to.writeBytes(bytes);
    }
}
