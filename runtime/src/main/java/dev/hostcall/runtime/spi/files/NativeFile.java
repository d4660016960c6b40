package dev.hostcall.runtime.spi.files;

import dev.hostcall.runtime.internal.engine.FileCalls;
import java.nio.ByteBuffer;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * A regular file that is open. Methods return an error's number, as Linux numbers them, or 0; those that return a
 * {@code long}, a value, or the error's number negated. Any thread may use it, and close it: whoever uses it then finishes,
 * and all later calls return {@code EBADF}. Buffers are direct, and their positions move over what was read or written.
 */
public final class NativeFile {
    private final OpenDescriptor descriptor;

    NativeFile(OpenDescriptor descriptor) {
        this.descriptor = descriptor;
    }

    /** What is known of it. */
    public Outcome<NativeStatus> status() {
        return NativeStatus.of(descriptor, FileCalls::status);
    }

    /** Sets when it was read and written; what is empty stays. */
    public int setTimes(Optional<FileTime> accessed, Optional<FileTime> modified) {
        long[] times = Times.of(accessed, modified);
        return descriptor.perform(number -> FileCalls.setTimes(number, times));
    }

    /** Reads at the position and moves it; how many bytes, 0 at the end. */
    public long read(ByteBuffer into) {
        return moved(
                into,
                descriptor.call(number -> FileCalls.read(number, direct(into), into.position(), into.remaining())));
    }

    /** Writes at the position, or at the end if it appends, and moves the position; how many bytes. */
    public long write(ByteBuffer from) {
        return moved(
                from,
                descriptor.call(number -> FileCalls.write(number, direct(from), from.position(), from.remaining())));
    }

    /** Reads elsewhere; how many bytes, 0 at the end. */
    public long readAt(ByteBuffer into, long offset) {
        return moved(
                into,
                descriptor.call(
                        number -> FileCalls.readAt(number, direct(into), into.position(), into.remaining(), offset)));
    }

    /** Writes elsewhere, or at the end if it appends; how many bytes. */
    public long writeAt(ByteBuffer from, long offset) {
        return moved(
                from,
                descriptor.call(
                        number -> FileCalls.writeAt(number, direct(from), from.position(), from.remaining(), offset)));
    }

    private static ByteBuffer direct(ByteBuffer buffer) {
        if (!buffer.isDirect()) {
            throw new IllegalArgumentException("the buffer is " + buffer + "; it must be direct");
        }
        return buffer;
    }

    private static long moved(ByteBuffer buffer, long done) {
        if (done > 0) {
            buffer.position(buffer.position() + (int) done);
        }
        return done;
    }

    /** Moves the position by a distance from somewhere; the new position, from the beginning. */
    public long seek(long distance, Origin from) {
        return descriptor.call(number -> FileCalls.seek(number, distance, from.number));
    }

    /** Cuts or extends it. */
    public int resize(long size) {
        return descriptor.perform(number -> FileCalls.resize(number, size));
    }

    /** Reserves space, and extends it if it ends before that. */
    public int allocate(long offset, long size) {
        return descriptor.perform(number -> FileCalls.allocate(number, offset, size));
    }

    /** Says how a range will be used; a size of 0 reaches to the end. */
    public int advise(long offset, long size, Advice advice) {
        return descriptor.perform(number -> FileCalls.advise(number, offset, size, advice.number));
    }

    /** Has each write go to the position, or to what is the end then. */
    public int setWrites(Writes where) {
        return descriptor.perform(number -> FileCalls.setAppending(number, where == Writes.AT_END ? 1 : 0));
    }

    /** Waits until it is on the disk, with what is known of it. */
    public int sync() {
        return descriptor.perform(FileCalls::sync);
    }

    /** Waits until what is in it is on the disk. */
    public int syncData() {
        return descriptor.perform(FileCalls::syncData);
    }

    /** Closes it, unless it is closed. */
    public void close() {
        descriptor.close();
    }

    /** From where a distance counts. */
    public enum Origin {
        BEGINNING(0),
        POSITION(1),
        END(2);

        private final int number; // as in contents.c

        Origin(int number) {
            this.number = number;
        }
    }

    /** Where what is written goes. */
    public enum Writes {
        AT_POSITION,
        AT_END
    }

    /** How a range will be used. */
    public enum Advice {
        NORMAL(0),
        SEQUENTIAL(1),
        RANDOM(2),
        SOON(3),
        NOT_SOON(4),
        ONCE(5);

        private final int number; // as in contents.c

        Advice(int number) {
            this.number = number;
        }
    }
}
