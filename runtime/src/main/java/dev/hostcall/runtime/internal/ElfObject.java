package dev.hostcall.runtime.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A shared object, looked at before the dynamic linker runs any of its code: is it whole, is it for this machine, does
 * it hold a guest. Field offsets are those of the ELF-64 specification.
 */
public final class ElfObject {
    /** The symbol of a guest's descriptor. */
    public static final String DESCRIPTOR_SYMBOL = "hostcall_guest";

    private static final int HEADER_SIZE = 64;
    private static final int PROGRAM_HEADER_SIZE = 56;
    private static final int SECTION_HEADER_SIZE = 64;
    private static final int SYMBOL_SIZE = 24;
    private static final int TYPE_SHARED_OBJECT = 3;
    private static final int SEGMENT_LOAD = 1;
    private static final int SECTION_DYNSYM = 11;

    private final ByteBuffer file;

    private ElfObject(ByteBuffer file) {
        this.file = file;
    }

    /**
     * Checks a file's contents.
     *
     * @throws Malformed if it is no shared object for this machine that holds a guest's descriptor; the message says
     *     what was found, what is expected and what to do
     */
    public static void check(byte[] contents) throws Malformed {
        checkKind(contents);
        try {
            new ElfObject(ByteBuffer.wrap(contents).order(ByteOrder.LITTLE_ENDIAN)).check();
        } catch (IndexOutOfBoundsException e) {
            throw new Malformed("it is damaged: a table lies outside of the file");
        }
    }

    /** Files that are given by mistake have a way to become guests. */
    private static void checkKind(byte[] contents) throws Malformed {
        if (contents.length == 0) {
            throw new Malformed("it is no shared object: it is empty, 0 bytes");
        }
        if (startsWith(contents, 0, 'a', 's', 'm')) {
            throw new Malformed("it is a WebAssembly module (it begins with 00 61 73 6d), not the native object that is"
                    + " made of one; compile it first and load what WasmCompiler.compile returns");
        }
        if (startsWith(contents, 'P', 'K', 3, 4)) {
            throw new Malformed("it is a jar or another zip file, not a shared object; load the object in it, by a path"
                    + " of its file system or as a stream");
        }
        if (isText(contents)) {
            throw new Malformed("it is a text (it begins with %02x %02x %02x %02x), not a shared object; if it is a"
                            .formatted(at(contents, 0), at(contents, 1), at(contents, 2), at(contents, 3))
                    + " WebAssembly text, assemble and compile it first");
        }
        if (contents.length < HEADER_SIZE) {
            throw new Malformed("it is no shared object: it has " + contents.length + " bytes");
        }
    }

    private static byte at(byte[] contents, int index) {
        return index < contents.length ? contents[index] : 0;
    }

    private static boolean startsWith(byte[] contents, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (i >= contents.length || contents[i] != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isText(byte[] contents) {
        for (int i = 0; i < Math.min(contents.length, HEADER_SIZE); i++) {
            int unit = contents[i];
            if (unit >= 0 && unit < ' ' && unit != '\t' && unit != '\n' && unit != '\r') {
                return false;
            }
        }
        return true;
    }

    private void check() throws Malformed {
        if (file.getInt(0) != 0x464c457f) {
            throw new Malformed("it is no shared object: it begins with %02x %02x %02x %02x, not with 7f 45 4c 46 (ELF)"
                    .formatted(file.get(0), file.get(1), file.get(2), file.get(3)));
        }
        if (file.get(4) != 2 || file.get(5) != 1) {
            throw new Malformed("it is an ELF file, but not 64-bit little-endian");
        }
        int machine = Short.toUnsignedInt(file.getShort(18));
        if (machine != Machine.CURRENT.code) {
            throw new Malformed("it is for " + Machine.name(machine) + "; this JVM runs on " + Machine.CURRENT);
        }
        int type = Short.toUnsignedInt(file.getShort(16));
        if (type != TYPE_SHARED_OBJECT) {
            throw new Malformed("it is an ELF file of type " + type + ", not a shared object (link it with -shared)");
        }
        checkSegments();
        if (!exportsDescriptor()) {
            throw new Malformed("it is a shared object without a guest's descriptor: it exports no symbol "
                    + DESCRIPTOR_SYMBOL + " (see GUEST_DESCRIPTOR in guest.h)");
        }
    }

    /** A segment beyond the file's end would be mapped, and kill the process when touched. */
    private void checkSegments() throws Malformed {
        long table = file.getLong(32);
        int count = Short.toUnsignedInt(file.getShort(56));
        for (int i = 0; i < count; i++) {
            int header = position(table + (long) i * PROGRAM_HEADER_SIZE);
            if (file.getInt(header) == SEGMENT_LOAD) {
                long end = file.getLong(header + 8) + file.getLong(header + 32);
                if (end < 0 || end > file.capacity()) {
                    throw new Malformed("it is cut short: a segment ends at byte %d, the file at %d"
                            .formatted(end, file.capacity()));
                }
            }
        }
    }

    private boolean exportsDescriptor() throws Malformed {
        long table = file.getLong(40);
        int count = Short.toUnsignedInt(file.getShort(60));
        if (table < 0 || table > file.capacity() - (long) count * SECTION_HEADER_SIZE) {
            throw new Malformed("it is cut short: its section table at byte %d has %d rows, the file ends at %d"
                    .formatted(table, count, file.capacity()));
        }
        for (int i = 0; i < count; i++) {
            int header = position(table + (long) i * SECTION_HEADER_SIZE);
            if (file.getInt(header + 4) == SECTION_DYNSYM) {
                int strings = position(table + (long) file.getInt(header + 40) * SECTION_HEADER_SIZE);
                return containsDescriptor(
                        file.getLong(header + 24), file.getLong(header + 32), file.getLong(strings + 24));
            }
        }
        return false;
    }

    private boolean containsDescriptor(long symbols, long size, long strings) throws Malformed {
        for (long at = symbols; at < symbols + size; at += SYMBOL_SIZE) {
            int symbol = position(at);
            boolean defined = file.getShort(symbol + 6) != 0;
            if (defined && isDescriptorName(position(strings + Integer.toUnsignedLong(file.getInt(symbol))))) {
                return true;
            }
        }
        return false;
    }

    private boolean isDescriptorName(int position) {
        byte[] name = (DESCRIPTOR_SYMBOL + '\0').getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < name.length; i++) {
            if (file.get(position + i) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private int position(long offset) throws Malformed {
        if (offset < 0 || offset >= file.capacity()) {
            throw new Malformed("it is damaged: a table at byte %d lies outside of the file".formatted(offset));
        }
        return (int) offset;
    }

    /** The processors guests are compiled for, by their number in an ELF header. */
    enum Machine {
        X86_64(62, "x86-64"),
        AARCH64(183, "AArch64");

        static final Machine CURRENT = System.getProperty("os.arch", "").equals("aarch64") ? AARCH64 : X86_64;

        final int code;
        private final String title;

        Machine(int code, String title) {
            this.code = code;
            this.title = title;
        }

        static String name(int code) {
            for (Machine machine : values()) {
                if (machine.code == code) {
                    return machine.title;
                }
            }
            return "another machine (ELF number " + code + ")";
        }

        @Override
        public String toString() {
            return title;
        }
    }

    /** What is wrong with an object; the message continues a sentence that names the file. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }
}
