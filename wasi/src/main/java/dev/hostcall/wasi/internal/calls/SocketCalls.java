package dev.hostcall.wasi.internal.calls;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.ErrnoException;
import dev.hostcall.wasi.internal.streams.Connection;
import java.util.Set;

/** What is done to sockets and does not wait. */
@HostcallModule(Preview1.MODULE)
final class SocketCalls {
    private final DescriptorTable table;

    SocketCalls(DescriptorTable table) {
        this.table = table;
    }

    @Hostcall
    int sockShutdown(int fd, int how) {
        return Outcome.of(() -> {
            Connection connection = table.get(fd).connection(Right.SOCK_SHUTDOWN);
            Set<Connection.Half> halves = Pointers.set(Connection.Half.class, how);
            if (halves.isEmpty()) {
                throw new ErrnoException(Errno.INVAL);
            }
            for (Connection.Half half : halves) {
                connection.shutDown(half);
            }
        });
    }
}
