package dev.hostcall.wasi.internal.descriptor;

/** {@code fdflags}, in the order of their bits. */
public enum FdFlag {
    APPEND,
    DSYNC,
    NONBLOCK,
    RSYNC,
    SYNC
}
