package dev.hostcall.integration.model;

import dev.hostcall.runtime.TerminationReason;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A run of a guest: an interpreter of programs that keeps its stack as data, so that it can stop anywhere. As a task, wakes its poller. */
final class ModelMachine implements Runnable {
    final ModelGuest guest;
    private final boolean isStart;
    private final Deque<ModelFrame> frames = new ArrayDeque<>();
    private Supplier<Terms> terms = () -> Terms.NONE;
    private long spent; // by this driver's run, with what an earlier one has overshot
    private boolean async;
    private boolean expecting;
    private long gift;
    private String result = "";
    private long returned;
    private @Nullable Runnable waker;
    private @Nullable TerminationReason request;
    private @Nullable End end;
    private @Nullable End nested; // the latest that a nested call has failed with
    private long paidBefore; // the present bound was set

    enum Stop {
        RETURNED,
        YIELDED,
        WAITING,
        BOUND_EXPIRED,
        FAILED
    }

    private ModelMachine(ModelGuest guest, boolean isStart, ModelFrame first) {
        this.guest = guest;
        this.isStart = isStart;
        push(first);
    }

    static ModelMachine ofPlay(ModelGuest guest, Program program) {
        return new ModelMachine(guest, false, GuestFrame.ofPlay(program));
    }

    static ModelMachine ofStart(ModelGuest guest, Program program) {
        return new ModelMachine(guest, true, GuestFrame.ofStart(program));
    }

    // ---- driving ----

    void drivenBy(boolean mayWait, Terms first) {
        async = mayWait;
        terms = () -> first;
        spent = Math.max(0, -guest.left);
    }

    /** Terms may change between polls, and while one is under way. */
    void terms(Supplier<Terms> next) {
        terms = next;
    }

    Optional<Runnable> waker() {
        return Optional.ofNullable(waker);
    }

    void waker(@Nullable Runnable next) {
        waker = next;
    }

    /** Wakes whoever polled last. */
    @Override
    public void run() {
        waker().ifPresent(Runnable::run);
    }

    void request(TerminationReason reason) {
        if (request == null) {
            request = reason;
        }
    }

    boolean isEndRequested() {
        return request != null;
    }

    Stop advance() {
        if (request != null) {
            endAsRequested();
        } else {
            grant();
        }
        while (!frames.isEmpty()) {
            ModelFrame top = frames.getFirst();
            Optional<Stop> stop = top.step(this);
            if (stop.isPresent()) {
                return stop.get();
            }
        }
        if (end != null) {
            return Stop.FAILED;
        }
        result = "returned [" + (isStart ? "" : returned) + "]";
        return Stop.RETURNED;
    }

    // ---- the budget ----

    private void grant() {
        long debt = Math.max(0, -guest.left);
        paidBefore = spent - debt;
        long allowed = Math.min(terms.get().bound(), Math.max(0, terms.get().total() - (spent - debt)));
        guest.left = allowed - debt;
    }

    /** The terms have changed inside of a hostcall: what was executed in this poll counts. */
    void regrant() {
        long debt = Math.max(0, -guest.left);
        long paid = spent - debt;
        long left = Math.min(
                Math.max(0, terms.get().bound() - (paid - paidBefore)),
                Math.max(0, terms.get().total() - paid));
        guest.left = left - debt;
    }

    boolean isBoundOfNothing() {
        return terms.get().bound() == 0;
    }

    void pay(long instructions) {
        guest.count += instructions;
        guest.left -= instructions;
        spent += instructions;
    }

    /** Where the guest tests its budget. */
    Optional<Stop> payAndTest(long instructions) {
        pay(instructions);
        if (guest.left >= 0) {
            return Optional.empty();
        }
        if (request == null && spent >= terms.get().total()) {
            request(TerminationReason.TOTAL_BOUND_EXPIRED);
        }
        if (request == null) {
            switch (terms.get().policy()) {
                case TERMINATE -> request(TerminationReason.BOUND_EXPIRED);
                case CONTINUE -> grant();
                case YIELD -> {
                    return Optional.of(Stop.BOUND_EXPIRED);
                }
            }
        }
        if (request != null) {
            endAsRequested();
        }
        return Optional.empty();
    }

    // ---- for frames ----

    void push(ModelFrame frame) {
        frames.addFirst(frame);
    }

    void pop() {
        frames.removeFirst();
    }

    boolean isAsync() {
        return async;
    }

    boolean isEnding() {
        return end != null;
    }

    End end() {
        if (end == null) {
            throw new IllegalStateException("not ended");
        }
        return end;
    }

    /** What a nested call has failed with, thrown into the hostcall that made it: it may be caught, unless the end was asked for. */
    End endOfNestedCall() {
        End failure = end();
        if (request == null) {
            end = null;
            nested = failure;
        }
        return failure;
    }

    /** What the guest ends with if a hostcall lets something pass. */
    End endBy(End thrown) {
        return thrown == nested ? thrown : End.threw(thrown);
    }

    /** The first end stands. */
    End endWith(End why) {
        if (end == null) {
            end = why;
        }
        return end;
    }

    private void endAsRequested() {
        if (request != null) {
            endWith(End.ended(request));
        }
    }

    /** A hostcall has returned; a guest whose end was asked for ends now. */
    void hostcallReturned(long value) {
        endAsRequested();
        returns(value);
    }

    void returns(long value) {
        returned = value;
    }

    long returned() {
        return returned;
    }

    Optional<Stop> suspend(Optional<Long> value, boolean expectingNumber) {
        expecting = expectingNumber;
        gift = 0;
        result = Outcome.yielded(value, expectingNumber ? Optional.of(Long.class) : Optional.empty());
        return Optional.of(Stop.YIELDED);
    }

    boolean isExpecting() {
        return expecting;
    }

    void gift(long number) {
        gift = number;
    }

    long takeGift() {
        return gift;
    }

    String result() {
        return result;
    }
}
