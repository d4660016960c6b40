package dev.hostcall.wasi.internal.descriptor;

import java.io.IOException;

/** Why a call of the guest fails. Without a stack trace: the guest is told a number. */
public final class ErrnoException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Errno errno;

    /** For a reason. */
    public ErrnoException(Errno errno) {
        super(errno.name());
        this.errno = errno;
    }

    /** The reason. */
    public Errno errno() {
        return errno;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
