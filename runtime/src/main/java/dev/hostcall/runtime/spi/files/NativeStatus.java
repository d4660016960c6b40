package dev.hostcall.runtime.spi.files;

import dev.hostcall.runtime.internal.engine.FileCalls;

/**
 * What is known of a file. Times are nanoseconds since 1970.
 *
 * @param device what the file lies on
 * @param inode the file's number there
 * @param type what it is
 * @param links how many names it has
 * @param size in bytes
 * @param accessed when it was last read
 * @param modified when it was last written
 * @param changed when anything here last changed
 */
public record NativeStatus(
        long device, long inode, NativeType type, long links, long size, long accessed, long modified, long changed) {
    private static final int TYPE_SHIFT = 12;

    /** Of a call that stores them. */
    static Outcome<NativeStatus> of(OpenDescriptor descriptor, StatusCall call) {
        long[] fields = new long[FileCalls.STATUS_FIELDS];
        return Outcome.of(descriptor.call(number -> call.store(number, fields)), nothing -> of(fields));
    }

    private static NativeStatus of(long[] fields) {
        NativeType type = NativeType.of((int) fields[2] >>> TYPE_SHIFT);
        return new NativeStatus(fields[0], fields[1], type, fields[3], fields[4], fields[5], fields[6], fields[7]);
    }

    /** Stores what is known of a file. */
    interface StatusCall {
        long store(int descriptor, long[] into);
    }
}
