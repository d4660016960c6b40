package dev.hostcall.wasi.internal.files;

import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.ErrnoException;
import dev.hostcall.wasi.internal.descriptor.FdFlag;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What flags of a descriptor mean for opening a file. A file that is opened never waits, so NONBLOCK means nothing. */
final class OpenFlags {
    private static final Map<FdFlag, StandardOpenOption> OPTIONS = Map.of(
            FdFlag.APPEND, StandardOpenOption.APPEND,
            FdFlag.DSYNC, StandardOpenOption.DSYNC,
            FdFlag.RSYNC, StandardOpenOption.SYNC,
            FdFlag.SYNC, StandardOpenOption.SYNC);

    private static final Set<StandardOpenOption> LASTING =
            EnumSet.of(StandardOpenOption.DSYNC, StandardOpenOption.SYNC);

    private OpenFlags() {}

    static Set<StandardOpenOption> options(Set<FdFlag> flags) {
        Set<StandardOpenOption> options = EnumSet.noneOf(StandardOpenOption.class);
        flags.stream().map(OPTIONS::get).filter(Objects::nonNull).forEach(options::add);
        return options;
    }

    /** Whether each write waits for the disk is settled when a file is opened. */
    static void requirePossible(Set<FdFlag> flags, Set<StandardOpenOption> opened) throws ErrnoException {
        if (!lasting(options(flags)).equals(lasting(opened))) {
            throw new ErrnoException(Errno.NOTSUP);
        }
    }

    private static Set<StandardOpenOption> lasting(Set<StandardOpenOption> options) {
        Set<StandardOpenOption> lasting = EnumSet.copyOf(LASTING);
        lasting.retainAll(options);
        return lasting;
    }
}
