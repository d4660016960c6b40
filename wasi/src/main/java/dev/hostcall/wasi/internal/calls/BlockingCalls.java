package dev.hostcall.wasi.internal.calls;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.runtime.Memory;

/** {@link WaitingCalls} for guests that run synchronously: while one waits, the thread that runs its guest waits, too. */
@HostcallModule(Preview1.MODULE)
final class BlockingCalls {
    private final WaitingCalls calls;

    BlockingCalls(WaitingCalls calls) {
        this.calls = calls;
    }

    @Hostcall
    int fdRead(Memory memory, int fd, int iovecs, int count, int done) {
        return calls.read(memory, fd, iovecs, count, done).join();
    }

    @Hostcall
    int fdWrite(Memory memory, int fd, int iovecs, int count, int done) {
        return calls.write(memory, fd, iovecs, count, done).join();
    }

    @Hostcall
    int pollOneoff(Memory memory, int in, int out, int count, int events) {
        return calls.poll(memory, in, out, count, events, Subscription.Layout.PREVIEW_1)
                .join();
    }

    @Hostcall(module = Unstable.MODULE, name = "poll_oneoff")
    int oldPollOneoff(Memory memory, int in, int out, int count, int events) {
        return calls.poll(memory, in, out, count, events, Subscription.Layout.UNSTABLE)
                .join();
    }

    @Hostcall
    @SuppressWarnings("ThreadPriorityCheck") // it is what the guest asks for
    int schedYield() {
        Thread.yield();
        return 0;
    }

    @Hostcall
    int sockAccept(Memory memory, int fd, int flags, int acceptedFd) {
        return calls.accept(memory, fd, flags, acceptedFd).join();
    }

    @Hostcall
    int sockRecv(Memory memory, int fd, int iovecs, int count, int flags, int received, int receivedFlags) {
        return calls.receive(memory, fd, iovecs, count, flags, received, receivedFlags)
                .join();
    }

    @Hostcall
    int sockSend(Memory memory, int fd, int iovecs, int count, int flags, int sent) {
        return calls.send(memory, fd, iovecs, count, flags, sent).join();
    }
}
