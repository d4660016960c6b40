package dev.hostcall.abi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A 64-bit little-endian ELF file, read as far as is needed to judge a guest object. Nothing in it is trusted: whatever lies
 * outside the file is {@link Damaged}. Field offsets are those of the ELF-64 specification.
 */
public final class ElfFile {
    /** The type of an object to be linked. */
    public static final int RELOCATABLE = 1;

    /** The type of a shared object. */
    public static final int SHARED_OBJECT = 3;

    /** The type of a section with all symbols. */
    public static final int SYMBOLS = 2;

    /** The type of a section with the symbols that the dynamic linker sees. */
    public static final int DYNAMIC_SYMBOLS = 11;

    private static final int MAGIC = 0x464c457f; // 7f 45 4c 46
    private static final int CLASS_64 = 2;
    private static final int LITTLE_ENDIAN = 1;
    private static final int HEADER_BYTES = 64;
    private static final int SEGMENT_BYTES = 56;
    private static final int SEGMENT_LOAD = 1;
    private static final int SECTION_BYTES = 64;
    private static final int SYMBOL_BYTES = 24;

    private final byte[] contents;
    private final ByteBuffer file;

    private ElfFile(byte[] contents) {
        this.contents = contents;
        this.file = view(contents);
    }

    /** Whether a file begins as ELF files do, of whatever kind. */
    public static boolean isElf(byte[] contents) {
        return contents.length >= Integer.BYTES && view(contents).getInt(0) == MAGIC;
    }

    /** The file; empty if it does not have the complete header of a 64-bit little-endian ELF file. */
    public static Optional<ElfFile> of(byte[] contents) {
        boolean known = isElf(contents)
                && contents.length >= HEADER_BYTES
                && contents[4] == CLASS_64
                && contents[5] == LITTLE_ENDIAN;
        return known ? Optional.of(new ElfFile(contents)) : Optional.empty();
    }

    private static ByteBuffer view(byte[] contents) {
        return ByteBuffer.wrap(contents).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** What kind of file it is, such as {@link #SHARED_OBJECT}. */
    public int type() {
        return Short.toUnsignedInt(file.getShort(16));
    }

    /** The number of its machine; see {@link Machine#ofElf}. */
    public int machine() {
        return Short.toUnsignedInt(file.getShort(18));
    }

    /** Where in the file the last segment ends that is mapped when it is loaded; 0 if none is. */
    public long loadedEnd() throws Damaged {
        long end = 0;
        long table = file.getLong(32);
        int count = Short.toUnsignedInt(file.getShort(56));
        for (int i = 0; i < count; i++) {
            int at = position(table + (long) i * SEGMENT_BYTES, SEGMENT_BYTES);
            if (file.getInt(at) == SEGMENT_LOAD) {
                long segmentEnd = file.getLong(at + 8) + file.getLong(at + 32);
                end = segmentEnd < 0 ? Long.MAX_VALUE : Math.max(end, segmentEnd);
            }
        }
        return end;
    }

    /**
     * The symbols of the first section of a type, without the nameless one that they begin with; empty if there is no such
     * section.
     */
    public Optional<List<Symbol>> symbols(int sectionType) throws Damaged {
        long table = sections();
        long count = sectionCount(table);
        for (long i = 0; i < count; i++) {
            int at = section(table, i);
            if (file.getInt(at + 4) == sectionType) {
                int strings = section(table, Integer.toUnsignedLong(file.getInt(at + 40)));
                return Optional.of(
                        readSymbols(file.getLong(at + 24), file.getLong(at + 32), file.getLong(strings + 24)));
            }
        }
        return Optional.empty();
    }

    /** The contents of the first section with a name; empty if there is no such section. */
    public Optional<byte[]> contents(String name) throws Damaged {
        long table = sections();
        long count = sectionCount(table);
        for (long i = 0; i < count; i++) {
            int at = section(table, i);
            int names = section(table, Short.toUnsignedLong(file.getShort(62)));
            if (text(file.getLong(names + 24) + Integer.toUnsignedLong(file.getInt(at)))
                    .equals(name)) {
                long begin = file.getLong(at + 24);
                long end = begin + file.getLong(at + 32);
                return Optional.of(Arrays.copyOfRange(contents, position(begin, 0), position(Math.max(begin, end), 0)));
            }
        }
        return Optional.empty();
    }

    /** Where the table of sections begins, all of which lies in the file. */
    private long sections() throws Damaged {
        long table = file.getLong(40);
        long count = sectionCount(table);
        if (table < 0 || table > file.capacity() - count * SECTION_BYTES) {
            throw new Damaged("cut short: its section table at byte %d has %d rows, the file ends at %d"
                    .formatted(table, count, file.capacity()));
        }
        return table;
    }

    /** If there are more sections than the header can count, the first of them has their number. */
    private long sectionCount(long table) throws Damaged {
        int count = Short.toUnsignedInt(file.getShort(60));
        return count != 0 || table == 0 ? count : file.getLong(section(table, 0) + 32) & 0xFFFF_FFFFL;
    }

    private int section(long table, long index) throws Damaged {
        return position(table + index * SECTION_BYTES, SECTION_BYTES);
    }

    private List<Symbol> readSymbols(long begin, long size, long strings) throws Damaged {
        position(begin, 0);
        position(begin + size, 0);
        List<Symbol> symbols = new ArrayList<>();
        for (long symbol = begin + SYMBOL_BYTES; symbol < begin + size; symbol += SYMBOL_BYTES) {
            int at = position(symbol, SYMBOL_BYTES);
            String name = text(strings + Integer.toUnsignedLong(file.getInt(at)));
            symbols.add(new Symbol(name, file.get(at + 4) & 0xF, file.getShort(at + 6) != 0));
        }
        return symbols;
    }

    private String text(long begin) throws Damaged {
        int from = position(begin, 1);
        int end = from;
        while (file.get(end) != 0) {
            end = position(end + 1L, 1);
        }
        return new String(contents, from, end - from, StandardCharsets.ISO_8859_1);
    }

    private int position(long offset, int bytes) throws Damaged {
        if (offset < 0 || offset > (long) file.capacity() - bytes) {
            throw new Damaged("damaged: a table at byte %d lies outside the file".formatted(offset));
        }
        return (int) offset;
    }

    /**
     * A name in an object.
     *
     * @param name its bytes, one character each
     * @param type what it names: {@link #FUNCTION} or another of the specification's numbers
     * @param isDefined whether the object contains what it names; otherwise another object must
     */
    public record Symbol(String name, int type, boolean isDefined) {
        /** A function. */
        public static final int FUNCTION = 2;

        /** A function that chooses a function when it is linked. */
        public static final int INDIRECT_FUNCTION = 10;
    }

    /** A file that is not a complete ELF file; the message continues "it is". */
    public static final class Damaged extends Exception {
        private static final long serialVersionUID = 1L;

        Damaged(String message) {
            super(message);
        }
    }
}
