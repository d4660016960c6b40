package dev.hostcall.wasi.internal.calls;

import dev.hostcall.runtime.Memory;
import dev.hostcall.wasi.internal.descriptor.DirectoryEntry;
import dev.hostcall.wasi.internal.descriptor.FileStat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Structures as they lie in the guest's memory. */
final class Structs {
    private static final int FDSTAT = 24;
    private static final int FILESTAT = 64;
    private static final int OLD_FILESTAT = 56;
    private static final int DIRENT = 24;

    private Structs() {}

    /** {@code type u8, flags u16, base rights u64, inheriting rights u64}. */
    static void writeFdstat(Memory memory, int pointer, Opened opened) {
        write(
                memory,
                pointer,
                struct(FDSTAT)
                        .put(0, (byte) opened.descriptor().type().number())
                        .putShort(2, (short) Pointers.bits(opened.flags()))
                        .putLong(8, opened.rights())
                        .putLong(16, opened.inherited()));
    }

    /** {@code dev u64, ino u64, type u8, nlink u64, size u64, atim u64, mtim u64, ctim u64}. */
    static void writeFilestat(Memory memory, int pointer, FileStat stat) {
        ByteBuffer struct = identity(FILESTAT, stat).putLong(24, stat.links());
        write(memory, pointer, sizeAndTimes(struct, 32, stat));
    }

    /** As of {@code wasi_unstable}: {@code nlink} is a u32. */
    static void writeOldFilestat(Memory memory, int pointer, FileStat stat) {
        ByteBuffer struct = identity(OLD_FILESTAT, stat).putInt(20, (int) stat.links());
        write(memory, pointer, sizeAndTimes(struct, 24, stat));
    }

    private static ByteBuffer identity(int size, FileStat stat) {
        return struct(size).putLong(0, stat.device()).putLong(8, stat.inode()).put(16, (byte)
                stat.type().number());
    }

    private static ByteBuffer sizeAndTimes(ByteBuffer struct, int at, FileStat stat) {
        return struct.putLong(at, stat.size())
                .putLong(at + 8, stat.accessed())
                .putLong(at + 16, stat.modified())
                .putLong(at + 24, stat.changed());
    }

    /** {@code tag u8, name length u32}; the tag of a directory is 0. */
    static void writePrestat(Memory memory, int pointer, int nameLength) {
        write(memory, pointer, struct(8).putInt(4, nameLength));
    }

    /** {@code next u64, ino u64, name length u32, type u8}, and then the name. */
    @SuppressWarnings("ByteBufferBackingArray") // all of it
    static byte[] dirent(DirectoryEntry entry, long next) {
        byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
        ByteBuffer struct = struct(DIRENT + name.length);
        struct.putLong(0, next)
                .putLong(8, entry.inode())
                .putInt(16, name.length)
                .put(20, (byte) entry.type().number());
        struct.position(DIRENT).put(name);
        return struct.array();
    }

    private static ByteBuffer struct(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    @SuppressWarnings("ByteBufferBackingArray") // all of it
    private static void write(Memory memory, int pointer, ByteBuffer struct) {
        memory.writeBytes(Pointers.address(pointer), struct.array());
    }
}
