package dev.hostcall.wasi.internal.calls;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.runtime.Memory;
import java.util.concurrent.CompletableFuture;

/** {@link WaitingCalls} for guests that run asynchronously: while one waits, its guest blocks, and no thread does. */
@HostcallModule(Preview1.MODULE)
final class SuspendingCalls {
    private final WaitingCalls calls;

    SuspendingCalls(WaitingCalls calls) {
        this.calls = calls;
    }

    @Hostcall
    CompletableFuture<Integer> fdRead(Memory memory, int fd, int iovecs, int count, int done) {
        return calls.read(memory, fd, iovecs, count, done);
    }

    @Hostcall
    CompletableFuture<Integer> fdWrite(Memory memory, int fd, int iovecs, int count, int done) {
        return calls.write(memory, fd, iovecs, count, done);
    }

    @Hostcall
    CompletableFuture<Integer> pollOneoff(Memory memory, int in, int out, int count, int events) {
        return calls.poll(memory, in, out, count, events, Subscription.Layout.PREVIEW_1);
    }

    @Hostcall(module = Unstable.MODULE, name = "poll_oneoff")
    CompletableFuture<Integer> oldPollOneoff(Memory memory, int in, int out, int count, int events) {
        return calls.poll(memory, in, out, count, events, Subscription.Layout.UNSTABLE);
    }

    /** Lets the executor that drives the guest do something else first. */
    @Hostcall
    CompletableFuture<Integer> schedYield() {
        return new CompletableFuture<Integer>().completeAsync(() -> 0);
    }

    @Hostcall
    CompletableFuture<Integer> sockAccept(Memory memory, int fd, int flags, int acceptedFd) {
        return calls.accept(memory, fd, flags, acceptedFd);
    }

    @Hostcall
    CompletableFuture<Integer> sockRecv(
            Memory memory, int fd, int iovecs, int count, int flags, int received, int receivedFlags) {
        return calls.receive(memory, fd, iovecs, count, flags, received, receivedFlags);
    }

    @Hostcall
    CompletableFuture<Integer> sockSend(Memory memory, int fd, int iovecs, int count, int flags, int sent) {
        return calls.send(memory, fd, iovecs, count, flags, sent);
    }
}
