package dev.hostcall.integration.model;

import dev.hostcall.integration.model.Step.Outlook;
import org.jspecify.annotations.Nullable;

/** A future, completed or polled. */
final class ModelFuture {
    private final int index;
    private final boolean polled;
    private final boolean watched; // what becomes of it and when can be told
    private Outlook state;
    private int polls;
    private @Nullable Runnable waker;

    ModelFuture(int index, boolean polled, boolean watched, Outlook state) {
        this.index = index;
        this.polled = polled;
        this.watched = watched;
        this.state = state;
    }

    boolean isDone() {
        return state != Outlook.OPEN;
    }

    /** Its value, once it is done. */
    long value() {
        return switch (state) {
            case DONE -> 100 + index;
            case FAILED -> throw End.of("boom " + index);
            case CANCELLED -> throw End.of("cancelled");
            case OPEN -> throw new IllegalStateException("open");
        };
    }

    /** Who is to be woken, if anybody. */
    void waker(@Nullable Runnable next) {
        waker = next;
    }

    void polledWith(Runnable next) {
        polls++;
        waker = next;
    }

    boolean complete(Outlook outlook) {
        if (isDone()) {
            return false;
        }
        state = outlook;
        wake();
        return true;
    }

    boolean wake() {
        Runnable present = waker;
        if (present == null) {
            return false;
        }
        present.run();
        return true;
    }

    boolean isPolled() {
        return polled;
    }

    @Override
    public String toString() {
        return index + (watched ? ":" + state + (polled ? " polled " + polls : "") : "");
    }
}
