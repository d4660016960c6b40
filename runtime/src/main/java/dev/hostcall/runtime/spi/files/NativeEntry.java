package dev.hostcall.runtime.spi.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A name in a directory.
 *
 * @param name as it is there: bytes, in no encoding that were sure
 * @param type what it names, or {@link NativeType#UNKNOWN} where the file system does not say
 * @param inode that file's number
 * @param next the cookie of what comes after it
 */
@SuppressWarnings("ArrayRecordComponent") // not compared, and nobody else's
public record NativeEntry(byte[] name, NativeType type, long inode, long next) {
    // struct linux_dirent64: inode, 8 bytes; next, 8; size of all, 2; type, 1; the name, which ends with a NUL
    private static final int NEXT = 8;
    private static final int SIZE = 16;
    private static final int TYPE = 18;
    private static final int NAME = 19;

    /** Reads entries as the system writes them. */
    static List<NativeEntry> read(byte[] entries, int length) {
        ByteBuffer from = ByteBuffer.wrap(entries, 0, length).order(ByteOrder.nativeOrder());
        List<NativeEntry> all = new ArrayList<>();
        for (int start = 0; start < length; start += from.getShort(start + SIZE)) {
            int end = start + NAME;
            while (entries[end] != 0) {
                end++;
            }
            byte[] name = new byte[end - start - NAME];
            from.get(start + NAME, name);
            all.add(new NativeEntry(
                    name, NativeType.of(from.get(start + TYPE)), from.getLong(start), from.getLong(start + NEXT)));
        }
        return all;
    }
}
