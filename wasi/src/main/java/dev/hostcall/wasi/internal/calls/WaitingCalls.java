package dev.hostcall.wasi.internal.calls;

import dev.hostcall.runtime.Memory;
import dev.hostcall.wasi.internal.descriptor.ByteStream;
import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.ErrnoException;
import dev.hostcall.wasi.internal.descriptor.FdFlag;
import dev.hostcall.wasi.internal.descriptor.Listener;
import dev.hostcall.wasi.internal.descriptor.OpenFile;
import dev.hostcall.wasi.internal.streams.Connection;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The calls that may have to wait, as futures of what they return. */
final class WaitingCalls {
    private final DescriptorTable table;
    private final WriteLimit written;
    private final Clocks clocks;

    WaitingCalls(DescriptorTable table, WriteLimit written, Clocks clocks) {
        this.table = table;
        this.written = written;
        this.clocks = clocks;
    }

    CompletableFuture<Integer> read(Memory memory, int fd, int iovecs, int count, int done) {
        return PendingCall.of(() -> {
            Opened opened = table.get(fd);
            Iovecs into = Iovecs.at(memory, iovecs, count);
            if (opened.descriptor() instanceof ByteStream stream) {
                opened.require(Right.FD_READ);
                return unlessNotReady(
                        opened,
                        stream::readable,
                        () -> memory.writeInt(
                                Pointers.address(done), into.scatter((buffer, before) -> stream.read(buffer))));
            }
            OpenFile file = opened.file(Errno.INVAL, Right.FD_READ);
            memory.writeInt(Pointers.address(done), into.moveInPlace((buffer, before) -> file.read(buffer)));
            return Optional.empty();
        });
    }

    CompletableFuture<Integer> write(Memory memory, int fd, int iovecs, int count, int done) {
        return PendingCall.of(() -> {
            Opened opened = table.get(fd);
            if (opened.descriptor() instanceof ByteStream stream) {
                opened.require(Right.FD_WRITE);
                return send(memory, opened, stream, Iovecs.at(memory, iovecs, count), done);
            }
            OpenFile file = opened.file(Errno.INVAL, Right.FD_WRITE);
            int wrote = Iovecs.at(memory, iovecs, count)
                    .moveInPlace(written.limited((buffer, before) -> file.write(buffer)));
            memory.writeInt(Pointers.address(done), wrote);
            return Optional.empty();
        });
    }

    private Optional<CompletableFuture<Void>> send(
            Memory memory, Opened opened, ByteStream stream, Iovecs from, int done) throws IOException {
        return unlessNotReady(
                opened,
                stream::writable,
                () -> memory.writeInt(
                        Pointers.address(done),
                        from.gather(written.limited((buffer, before) -> stream.write(buffer)))));
    }

    CompletableFuture<Integer> receive(
            Memory memory, int fd, int iovecs, int count, int flags, int received, int receivedFlags) {
        Receiving receiving = new Receiving();
        return PendingCall.of(() -> {
            Opened opened = table.get(fd);
            Connection connection = opened.connection(Right.FD_READ);
            Set<Receiving.Flag> how = Pointers.set(Receiving.Flag.class, flags);
            if (opened.flags().contains(FdFlag.NONBLOCK)) {
                how.remove(Receiving.Flag.WAITALL);
            }
            Iovecs into = Iovecs.at(memory, iovecs, count);
            return unlessNotReady(opened, connection::readable, () -> {
                int length = receiving.receive(connection, into, how);
                memory.writeInt(Pointers.address(received), length);
                memory.writeShort(Pointers.address(receivedFlags), (short) 0);
            });
        });
    }

    CompletableFuture<Integer> send(Memory memory, int fd, int iovecs, int count, int flags, int sent) {
        return PendingCall.of(() -> {
            Opened opened = table.get(fd);
            Connection connection = opened.connection(Right.FD_WRITE);
            if (flags != 0) {
                throw new ErrnoException(Errno.INVAL);
            }
            return send(memory, opened, connection, Iovecs.at(memory, iovecs, count), sent);
        });
    }

    CompletableFuture<Integer> accept(Memory memory, int fd, int flags, int acceptedFd) {
        return PendingCall.of(() -> {
            Opened opened = table.get(fd);
            Listener listener = opened.listener(Right.SOCK_ACCEPT);
            memory.slice(Pointers.address(acceptedFd), Integer.BYTES);
            table.requireRoom();
            Set<FdFlag> acceptedFlags = Pointers.set(FdFlag.class, flags);
            return unlessNotReady(opened, listener::acceptable, () -> {
                int number = table.add(Opened.given(listener.accept(), acceptedFlags));
                memory.writeInt(Pointers.address(acceptedFd), number);
            });
        });
    }

    CompletableFuture<Integer> poll(Memory memory, int in, int out, int count, int events, Subscription.Layout layout) {
        return PendingCall.of(
                new Polling(table, clocks, new Polling.Arguments(memory, in, out, count, events, layout)));
    }

    /** Does it, or says what to wait for; unless the guest does not want to wait. */
    private static Optional<CompletableFuture<Void>> unlessNotReady(
            Opened opened, Supplier<CompletableFuture<Void>> ready, Outcome.Action action) throws IOException {
        try {
            action.run();
            return Optional.empty();
        } catch (ErrnoException e) {
            if (e.errno() == Errno.AGAIN && !opened.flags().contains(FdFlag.NONBLOCK)) {
                return Optional.of(ready.get());
            }
            throw e;
        }
    }
}
