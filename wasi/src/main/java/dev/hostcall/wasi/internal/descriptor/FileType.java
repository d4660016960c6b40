package dev.hostcall.wasi.internal.descriptor;

/** {@code filetype}, in the order of their numbers. */
public enum FileType {
    UNKNOWN,
    BLOCK_DEVICE,
    CHARACTER_DEVICE,
    DIRECTORY,
    REGULAR_FILE,
    SOCKET_DGRAM,
    SOCKET_STREAM,
    SYMBOLIC_LINK;

    /** Its number. */
    @SuppressWarnings("EnumOrdinal") // which is its place
    public int number() {
        return ordinal();
    }
}
