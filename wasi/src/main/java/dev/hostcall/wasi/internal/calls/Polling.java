package dev.hostcall.wasi.internal.calls;

import dev.hostcall.runtime.Memory;
import dev.hostcall.wasi.internal.calls.Subscription.Timing;
import dev.hostcall.wasi.internal.descriptor.ByteStream;
import dev.hostcall.wasi.internal.descriptor.Descriptor;
import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.ErrnoException;
import dev.hostcall.wasi.internal.descriptor.Listener;
import dev.hostcall.wasi.internal.descriptor.OpenFile;
import dev.hostcall.wasi.internal.descriptor.OpenFile.Whence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One {@code poll_oneoff}, over all of its attempts. */
final class Polling implements PendingCall.Step {
    /** More than a guest can have open, unless its limits are raised. */
    private static final int MOST = 4096;

    private static final CompletableFuture<Void> READY = CompletableFuture.completedFuture(null);

    private final DescriptorTable table;
    private final Clocks clocks;
    private final Arguments arguments;

    /** What the guest waits for, read by the first attempt; for each clock, with the time when it is due. */
    private final List<Alarm> alarms = new ArrayList<>();

    private final List<Subscription> descriptors = new ArrayList<>();

    /** What has happened, as of this attempt, and what may happen yet. */
    private final List<Event> events = new ArrayList<>();

    private final List<CompletableFuture<Void>> awaited = new ArrayList<>();

    Polling(DescriptorTable table, Clocks clocks, Arguments arguments) {
        this.table = table;
        this.clocks = clocks;
        this.arguments = arguments;
    }

    @Override
    public Optional<CompletableFuture<Void>> run() throws IOException {
        if (alarms.isEmpty() && descriptors.isEmpty()) {
            read();
        }
        events.clear();
        awaited.clear();
        long now = System.nanoTime();
        for (Alarm alarm : alarms) {
            if (alarm.due - now <= 0) {
                events.add(Event.of(alarm.subscription));
            }
        }
        descriptors.forEach(this::look);
        if (events.isEmpty()) {
            return Optional.of(first(now));
        }
        awaited.forEach(each -> each.cancel(false));
        Event.write(events, arguments.memory, arguments.out, arguments.eventCount);
        return Optional.empty();
    }

    private void read() throws ErrnoException {
        int count = arguments.count;
        if (count <= 0 || count > MOST) {
            throw new ErrnoException(Errno.INVAL);
        }
        long at = Pointers.address(arguments.in);
        for (int i = 0; i < count; i++, at += arguments.layout.size()) {
            Subscription subscription = Subscription.at(arguments.memory, at, arguments.layout);
            if (subscription.type() == Subscription.Type.CLOCK) {
                alarms.add(new Alarm(subscription, System.nanoTime() + delay(subscription)));
            } else {
                descriptors.add(subscription);
            }
        }
    }

    /** From now on, in nanoseconds; what lies further away than that can count is as good as never. */
    private long delay(Subscription subscription) throws ErrnoException {
        long now = clocks.now(subscription.subject());
        long timeout = subscription.timeout() < 0 ? Long.MAX_VALUE : subscription.timeout();
        long delay = subscription.timing() == Timing.ABSOLUTE ? timeout - now : timeout;
        return Math.min(Math.max(delay, 0), Long.MAX_VALUE / 2);
    }

    private void look(Subscription subscription) {
        try {
            boolean reads = subscription.type() == Subscription.Type.FD_READ;
            Opened opened =
                    table.get(subscription.subject(), Right.POLL_FD_READWRITE, reads ? Right.FD_READ : Right.FD_WRITE);
            CompletableFuture<Void> ready = reads ? readable(opened.descriptor()) : writable(opened.descriptor());
            if (ready.isDone()) {
                events.add(Event.ready(subscription, reads ? available(opened.descriptor()) : 0));
            } else {
                awaited.add(ready);
            }
        } catch (IOException e) {
            events.add(Event.failed(subscription, Errno.of(e)));
        }
    }

    private static CompletableFuture<Void> readable(Descriptor descriptor) {
        if (descriptor instanceof ByteStream stream) {
            return stream.readable();
        }
        return descriptor instanceof Listener listener ? listener.acceptable() : READY;
    }

    private static CompletableFuture<Void> writable(Descriptor descriptor) {
        return descriptor instanceof ByteStream stream ? stream.writable() : READY;
    }

    /** How many bytes can be read; of a listener, that there is a connection. */
    private static long available(Descriptor descriptor) throws IOException {
        if (descriptor instanceof ByteStream stream) {
            return stream.available();
        } else if (descriptor instanceof OpenFile file) {
            return Math.max(file.stat().size() - file.seek(0, Whence.CUR), 0);
        }
        return 1;
    }

    /** Completes with the first of what is awaited, or when the first clock is due; then nothing else is awaited any more. */
    @SuppressWarnings("FutureReturnValueIgnored") // each reports to the first, and the first to the call
    private CompletableFuture<Void> first(long now) {
        CompletableFuture<Void> first = new CompletableFuture<>();
        alarms.stream()
                .mapToLong(alarm -> alarm.due - now)
                .min()
                .ifPresent(delay -> first.completeOnTimeout(null, delay, TimeUnit.NANOSECONDS));
        List<CompletableFuture<Void>> all = List.copyOf(awaited);
        all.forEach(each -> each.whenComplete((value, failure) -> first.complete(null)));
        first.whenComplete((value, failure) -> all.forEach(each -> each.cancel(false)));
        return first;
    }

    /**
     * What the guest has passed.
     *
     * @param in the subscriptions
     * @param out where events are written to, as many as there are subscriptions at most
     * @param count how many subscriptions there are
     * @param eventCount where the number of events is written to
     */
    record Arguments(Memory memory, int in, int out, int count, int eventCount, Subscription.Layout layout) {}

    private record Alarm(Subscription subscription, long due) {}
}
