package dev.hostcall.runtime.spi.files;

import java.util.Arrays;

/** What a file is. */
public enum NativeType {
    UNKNOWN(0),
    FIFO(1),
    CHARACTER_DEVICE(2),
    DIRECTORY(4),
    BLOCK_DEVICE(6),
    REGULAR_FILE(8),
    SYMBOLIC_LINK(10),
    SOCKET(12);

    private static final NativeType[] BY_NUMBER = new NativeType[16];

    static {
        Arrays.fill(BY_NUMBER, UNKNOWN);
        for (NativeType type : values()) {
            BY_NUMBER[type.number] = type;
        }
    }

    /** As in a directory's entries, and in the highest bits of a file's mode. */
    private final int number;

    NativeType(int number) {
        this.number = number;
    }

    static NativeType of(int number) {
        return BY_NUMBER[number & 15];
    }
}
