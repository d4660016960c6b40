package dev.hostcall.wasi.internal.files;

import dev.hostcall.runtime.spi.files.Outcome;
import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.ErrnoException;
import java.util.Map;

/** Failures of the operating system's as the guest is told of them. */
final class LinuxErrors {
    private static final Map<Integer, Errno> BY_NUMBER = Map.ofEntries(
            Map.entry(1, Errno.PERM),
            Map.entry(2, Errno.NOENT),
            Map.entry(4, Errno.INTR),
            Map.entry(5, Errno.IO),
            Map.entry(6, Errno.NXIO),
            Map.entry(9, Errno.BADF),
            Map.entry(11, Errno.AGAIN),
            Map.entry(12, Errno.NOMEM),
            Map.entry(13, Errno.ACCES),
            Map.entry(16, Errno.BUSY),
            Map.entry(17, Errno.EXIST),
            Map.entry(18, Errno.XDEV),
            Map.entry(19, Errno.NODEV),
            Map.entry(20, Errno.NOTDIR),
            Map.entry(21, Errno.ISDIR),
            Map.entry(22, Errno.INVAL),
            Map.entry(23, Errno.NFILE),
            Map.entry(24, Errno.MFILE),
            Map.entry(26, Errno.TXTBSY),
            Map.entry(27, Errno.FBIG),
            Map.entry(28, Errno.NOSPC),
            Map.entry(29, Errno.SPIPE),
            Map.entry(30, Errno.ROFS),
            Map.entry(31, Errno.MLINK),
            Map.entry(36, Errno.NAMETOOLONG),
            Map.entry(38, Errno.NOSYS),
            Map.entry(39, Errno.NOTEMPTY),
            Map.entry(40, Errno.LOOP),
            Map.entry(75, Errno.OVERFLOW),
            Map.entry(95, Errno.NOTSUP),
            Map.entry(116, Errno.STALE),
            Map.entry(122, Errno.DQUOT));

    private LinuxErrors() {}

    /** The value, or the failure. */
    static <T> T value(Outcome<T> outcome) throws ErrnoException {
        check(outcome.error());
        return outcome.value();
    }

    /** Throws unless the number is 0. */
    static void check(int error) throws ErrnoException {
        if (error != 0) {
            throw new ErrnoException(BY_NUMBER.getOrDefault(error, Errno.IO));
        }
    }

    /** What a call returns, which is negative if it failed. */
    static long value(long returned) throws ErrnoException {
        check((int) Math.max(-returned, 0));
        return returned;
    }
}
