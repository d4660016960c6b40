package dev.hostcall.wasi.internal.calls;

import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.streams.Connection;
import java.io.IOException;
import java.util.Set;

/** One {@code sock_recv}, over all of its attempts. */
final class Receiving {
    private int received;

    /** How many bytes were received, 0 at the end of the stream; fails with {@link Errno#AGAIN} if that is not known yet. */
    int receive(Connection connection, Iovecs into, Set<Flag> how) throws IOException {
        if (how.contains(Flag.PEEK)) {
            return into.scatter((buffer, before) -> before == 0 ? connection.peek(buffer) : 0);
        } else if (!how.contains(Flag.WAITALL)) {
            return into.scatter((buffer, before) -> connection.read(buffer));
        }
        boolean ended = false;
        while (received < into.total() && !ended) {
            int before = received;
            received = into.scatterFrom(before, (buffer, moved) -> connection.read(buffer));
            ended = received == before;
        }
        return received;
    }

    /** {@code riflags}, in the order of their bits. */
    enum Flag {
        PEEK,
        WAITALL
    }
}
