package dev.hostcall.wasi.internal.calls;

import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.ErrnoException;
import dev.hostcall.wasi.internal.descriptor.FileTimes;
import java.util.OptionalLong;
import java.util.Set;

/** Times of a file, as a guest sets them. */
final class Times {
    private Times() {}

    /** What the flags say: each time as given, now, or left as it is. */
    static FileTimes of(long accessed, long modified, int flags, Clocks clocks) throws ErrnoException {
        Set<Flag> set = Pointers.set(Flag.class, flags);
        long now = clocks.realtime();
        return new FileTimes(
                time(set.contains(Flag.ACCESSED), accessed, set.contains(Flag.ACCESSED_NOW), now),
                time(set.contains(Flag.MODIFIED), modified, set.contains(Flag.MODIFIED_NOW), now));
    }

    private static OptionalLong time(boolean given, long time, boolean isNow, long now) throws ErrnoException {
        if (given && isNow) {
            throw new ErrnoException(Errno.INVAL);
        } else if (given) {
            return OptionalLong.of(time);
        }
        return isNow ? OptionalLong.of(now) : OptionalLong.empty();
    }

    /** {@code fstflags}, in the order of their bits. */
    private enum Flag {
        ACCESSED,
        ACCESSED_NOW,
        MODIFIED,
        MODIFIED_NOW
    }
}
