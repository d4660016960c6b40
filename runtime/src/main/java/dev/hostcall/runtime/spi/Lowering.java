package dev.hostcall.runtime.spi;

import dev.hostcall.runtime.internal.run.HostcallFrame;
import dev.hostcall.runtime.internal.run.PendingResult;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How generated code hands a future's value to the guest, and a failure where the guest is to see it.
 *
 * @param <T> the type of the value
 */
@SuppressWarnings("exports") // of what is inherited, nothing is seen outside of the runtime
public final class Lowering<T extends @Nullable Object> extends PendingResult {
    private final Step<T> step;
    private final @Nullable Consumer<Frame> nothing; // what null becomes, if it is a value
    private final @Nullable Failure<?> failure;
    private final @Nullable Discarding<T> discarding;

    /**
     * Gives up one value.
     *
     * @param <T> its type
     */
    @FunctionalInterface
    public interface Discarding<T extends @Nullable Object> {
        /** Closes what the value holds. */
        void discard(Discard to, T value);
    }

    /**
     * Hands one value over.
     *
     * @param <T> its type
     */
    @FunctionalInterface
    public interface Step<T extends @Nullable Object> {
        /** Leaves the value in the frame, or where the guest has asked for it. */
        void lower(Frame frame, T value);
    }

    private record Failure<E extends Throwable>(
            Class<E> type, Step<E> step, @Nullable Discarding<E> discarding) {
        boolean store(Frame frame, Throwable cause) {
            if (!type.isInstance(cause)) {
                return false;
            }
            step.lower(frame, type.cast(cause));
            return true;
        }

        void discard(Frame frame, Throwable cause, Throwable why) {
            if (discarding != null && type.isInstance(cause)) {
                discarding.discard(frame.discard(why), type.cast(cause));
            }
        }
    }

    private Lowering(
            String expected,
            Step<T> step,
            @Nullable Consumer<Frame> nothing,
            @Nullable Failure<?> failure,
            @Nullable Discarding<T> discarding) {
        super(expected);
        this.discarding = discarding;
        this.step = step;
        this.nothing = nothing;
        this.failure = failure;
    }

    /** Of a value that is described so, and never {@code null}. */
    public static <T> Lowering<T> of(String expected, Step<T> step) {
        return new Lowering<>(expected, step, null, null, null);
    }

    /** Of a value that may be {@code null}. */
    @SuppressWarnings("NullAway") // the step takes null
    public static <T> Lowering<@Nullable T> ofNullable(String expected, Step<@Nullable T> step) {
        return new Lowering<>(expected, step, frame -> step.lower(frame, null), null, null);
    }

    /** Of a future that holds nothing. */
    public static Lowering<@Nullable Void> ofVoid(Consumer<Frame> step) {
        return new Lowering<>(VOID.expected(), (frame, nothing) -> step.accept(frame), step, null, null);
    }

    /** The same, where failures of a type are results too. */
    public <E extends Throwable> Lowering<T> orError(Class<E> type, Step<E> onError) {
        return new Lowering<>(expected(), step, nothing, new Failure<>(type, onError, null), discarding);
    }

    /** The same, of failures with resources, which are closed if the guest has ended before. */
    public <E extends Throwable> Lowering<T> orError(Class<E> type, Step<E> onError, Discarding<E> onEnd) {
        return new Lowering<>(expected(), step, nothing, new Failure<>(type, onError, onEnd), discarding);
    }

    /** The same, of a value with resources, which are closed if the guest does not get it. */
    public Lowering<T> orDiscard(Discarding<T> onFailure) {
        return new Lowering<>(expected(), step, nothing, failure, onFailure);
    }

    @Override
    protected boolean mayBeSeveral() {
        return true;
    }

    @Override
    @SuppressWarnings("unchecked") // the stage was one of this type
    protected void store(HostcallFrame frame, Object value) {
        try {
            step.lower((Frame) frame, (T) value);
        } catch (Throwable e) {
            discard(frame, value, e);
            throw e;
        }
    }

    @Override
    @SuppressWarnings("unchecked") // as above
    protected void discard(HostcallFrame frame, Object value, Throwable why) {
        if (discarding != null) {
            discarding.discard(((Frame) frame).discard(why), (T) value);
        }
    }

    @Override
    protected void discardFailure(HostcallFrame frame, Throwable cause, Throwable why) {
        if (failure != null) {
            failure.discard((Frame) frame, cause, why);
        }
    }

    @Override
    protected void storeNull(HostcallFrame frame) {
        if (nothing == null) {
            super.storeNull(frame);
        } else {
            nothing.accept((Frame) frame);
        }
    }

    @Override
    protected boolean storeFailure(HostcallFrame frame, Throwable cause) {
        return failure != null && failure.store((Frame) frame, cause);
    }
}
