package dev.hostcall.wasi.internal.descriptor;

/**
 * {@code filestat}.
 *
 * @param device what the file lies on
 * @param inode the file's number there
 * @param type what it is
 * @param links how many hard links lead to it
 * @param size in bytes; of a symbolic link, of its contents
 * @param accessed when it was last read, in nanoseconds since 1970
 * @param modified when it was last written
 * @param changed when its attributes last changed
 */
public record FileStat(
        long device, long inode, FileType type, long links, long size, long accessed, long modified, long changed) {

    /** Of what is no file, and has no attributes but its type. */
    public static FileStat of(FileType type) {
        return new FileStat(0, 0, type, 0, 0, 0, 0, 0);
    }
}
