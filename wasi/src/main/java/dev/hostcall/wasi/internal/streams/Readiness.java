package dev.hostcall.wasi.internal.streams;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells when channels are ready, by one thread for all of them. Each second, the thread looks for channels that were closed, and
 * ends if nothing is awaited any more; with it goes whatever it knew.
 */
final class Readiness {
    private static final Object LOCK = new Object();

    /** Guarded by the lock, as is what it was handed and has not begun to watch. */
    private static @Nullable Readiness current;

    private final Selector selector;
    private final List<Wait> added = new ArrayList<>();

    /** What is registered and awaited, or was until a moment ago. */
    private final Set<SelectionKey> watched = new HashSet<>();

    /** What has become ready in this round. */
    private final List<Wait> collected = new ArrayList<>();

    private Readiness() throws IOException {
        selector = Selector.open();
    }

    /**
     * Completes when a channel is ready, or closed: whoever waited tries what he wanted to do, and meets what has happened.
     *
     * @param operation one of the bits of {@link SelectionKey}
     */
    static CompletableFuture<Void> of(SelectableChannel channel, int operation) {
        Wait wait = new Wait(channel, operation);
        synchronized (LOCK) {
            Readiness watching = current;
            if (watching == null) {
                watching = start();
            }
            watching.added.add(wait);
            watching.selector.wakeup();
        }
        return wait.ready;
    }

    private static Readiness start() {
        try {
            Readiness started = new Readiness();
            current = started;
            Threads.create("hostcall-wasi-selector", started::watch).start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void watch() {
        try (selector) {
            long checked = System.nanoTime();
            boolean idle = false;
            while (!idle) {
                selector.select(this::collect, Threads.IDLE_MILLIS);
                collected.forEach(Wait::finish); // which may lead anywhere, so not while the selector is locked
                collected.clear();
                register();
                if (System.nanoTime() - checked >= TimeUnit.MILLISECONDS.toNanos(Threads.IDLE_MILLIS)) {
                    finishClosed();
                    checked = System.nanoTime();
                    idle = endIfIdle();
                }
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    /** Begins to watch what was added. */
    private void register() {
        List<Wait> next;
        synchronized (LOCK) {
            next = new ArrayList<>(added);
            added.clear();
        }
        next.forEach(this::register);
    }

    private void register(Wait wait) {
        try {
            SelectionKey key = wait.channel.keyFor(selector);
            if (key == null) {
                key = wait.channel.register(selector, 0, new ArrayList<Wait>());
            }
            waits(key).removeIf(other -> other.ready.isDone());
            waits(key).add(wait);
            watched.add(key);
            key.interestOpsOr(wait.operation);
        } catch (ClosedChannelException | CancelledKeyException e) {
            wait.ready.complete(null);
        }
    }

    private void collect(SelectionKey key) {
        try {
            int ready = key.readyOps();
            key.interestOpsAnd(~ready);
            waits(key).stream().filter(wait -> (wait.operation & ready) != 0).forEach(collected::add);
            waits(key).removeIf(wait -> (wait.operation & ready) != 0);
        } catch (CancelledKeyException e) {
            collected.addAll(waits(key)); // the channel was closed this moment
            waits(key).clear();
        }
    }

    /** A closed channel's key is never ready, and the selector has forgotten it. */
    private void finishClosed() {
        for (SelectionKey key : watched) {
            if (!key.isValid()) {
                waits(key).forEach(Wait::finish);
            }
            waits(key).removeIf(wait -> wait.ready.isDone());
        }
        watched.removeIf(key -> waits(key).isEmpty());
    }

    private boolean endIfIdle() {
        synchronized (LOCK) {
            boolean idle = added.isEmpty() && watched.isEmpty();
            if (idle) {
                current = null;
            }
            return idle;
        }
    }

    private void fail(IOException failure) {
        List<Wait> left;
        synchronized (LOCK) {
            current = null;
            left = new ArrayList<>(added);
        }
        watched.forEach(key -> left.addAll(waits(key)));
        left.forEach(wait -> wait.ready.completeExceptionally(failure));
    }

    @SuppressWarnings("unchecked") // nothing else is ever attached
    private static List<Wait> waits(SelectionKey key) {
        return (List<Wait>) key.attachment();
    }

    private static final class Wait {
        final SelectableChannel channel;
        final int operation;
        final CompletableFuture<Void> ready = new CompletableFuture<>();

        Wait(SelectableChannel channel, int operation) {
            this.channel = channel;
            this.operation = operation;
        }

        void finish() {
            ready.complete(null);
        }
    }
}
