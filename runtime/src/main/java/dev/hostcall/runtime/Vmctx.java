package dev.hostcall.runtime;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The guest as a hostcall sees it. Valid while that hostcall runs, on the thread that runs it.
 *
 * <pre>{@code
 * @Hostcall
 * void each(Vmctx vmctx, int callback, int count) {
 *     FunctionReference function = vmctx.table("callbacks").function(callback);
 *     for (int i = 1; i <= count; i++) {
 *         vmctx.consume(10); // what our own work is worth
 *         vmctx.call(function, i);
 *         vmctx.blockOn(CompletableFuture.runAsync(Orders::pause)); // the guest blocks, the thread does not
 *     }
 * }
 * }</pre>
 *
 * <p>Calls that suspend the guest keep the hostcall's Java frames: on JDK 21 and later in a virtual thread that the
 * polling thread carries, otherwise in a helper thread. So {@code Thread.currentThread()} stays the same within one
 * hostcall, while the thread that polls may change. A lock held across such a call stays locked for as long as the guest
 * is suspended; holding a monitor there is refused with an {@code IllegalStateException} on JDK 21 to 23, which cannot
 * suspend such a frame.
 *
 * <p>If the guest is terminated while it is suspended, the call throws {@link GuestTerminatedException}: {@code finally}
 * blocks run, and each further call here throws it again.
 */
public interface Vmctx {

    /**
     * Blocks the guest on a stage; the thread is not blocked. A stage that is done costs no suspension.
     *
     * @return what it completed with
     * @throws GuestTerminatedException if the guest does not run asynchronously (whether the stage is done or not), or
     *     is terminated while it blocks
     * @throws java.util.concurrent.CompletionException if it completed exceptionally, with the cause
     * @throws java.util.concurrent.CancellationException if it was cancelled
     */
    <T extends @Nullable Object> T blockOn(CompletionStage<T> stage);

    /** As {@link #blockOn(CompletionStage)}, for a future that is polled; what its {@code poll} throws is thrown. */
    <T extends @Nullable Object> T blockOn(Pollable<T> future);

    /**
     * As {@link #blockOn(CompletionStage)}, but empty if the guest does not run asynchronously, so that the hostcall
     * can do its work in another way.
     */
    <T extends @Nullable Object> Optional<Poll.Ready<T>> tryBlockOn(CompletionStage<T> stage);

    /** Suspends the guest and gives the embedder {@link RunResult.Yielded} without a value. */
    void yieldNow();

    /** Suspends the guest and gives the embedder a value. */
    void yieldValue(Object value);

    /** Suspends the guest until the embedder resumes it with a value of a type; that value. */
    <T> T yieldExpecting(Class<T> type);

    /** Gives the embedder a value and suspends the guest until it is resumed with one of a type; that value. */
    <T> T yieldValueExpecting(Object value, Class<T> type);

    /** Whether the guest runs asynchronously now, so that it may block. */
    boolean isAsync();

    /** The guest's linear memory. */
    Memory memory();

    /**
     * Grows linear memory.
     *
     * @param pages how many pages of 64 KiB to add
     * @return the old size in pages, or -1 if the limits or the operating system do not allow it
     */
    long growMemory(long pages);

    /**
     * The embedder's object of a type, as given to {@link Instance#putContext}.
     *
     * @throws IllegalStateException if there is none
     */
    <T> T context(Class<T> type);

    /**
     * Calls an exported function of the same guest, which may in turn call the host and block.
     *
     * <p>A failure of the call unwinds the guest's stack to here and is thrown into the hostcall. A hostcall that
     * catches it goes on, and so does its guest; memory and globals are as the call left them. If it does not catch it, its guest
     * ends with that failure. A kill, abandonment or a limit cannot be caught: whatever the hostcall does, its guest is
     * terminated when it returns.
     *
     * @param function the export's name
     * @param arguments as for {@link Instance#run}
     * @throws GuestTrapException if the guest traps in it
     * @throws GuestException if it throws an exception that it does not catch
     * @throws GuestTerminatedException if a hostcall inside throws, waits where it may not, or terminates; or the guest is
     *     terminated meanwhile
     * @throws IllegalArgumentException if there is no such export, or the arguments do not fit it
     */
    RunResult.Returned call(String function, Object... arguments);

    /**
     * As {@link #call(String, Object...)}, by a reference: a function pointer that the guest has passed is an index of
     * {@link #table}. A function of another instance runs there, just as if the guest had called it.
     *
     * @throws IllegalArgumentException if the arguments do not fit the function, or its instance is not linked to this one
     * @throws InvalidStateException if its instance is closed, or in no state to be called
     */
    RunResult.Returned call(FunctionReference function, Object... arguments);

    /**
     * A table that the guest exports. Toolchains call the one for function pointers {@code __indirect_function_table}.
     *
     * @throws IllegalArgumentException if there is none of this name; the message lists those that exist
     */
    GuestTable table(String name);

    /** The active guest functions, beginning with the one that called this hostcall; as {@link GuestTrapException#backtrace}. */
    List<GuestFrame> backtrace();

    /**
     * Charges the guest for work that this hostcall does on its behalf, as if the guest had executed that many more instructions. If
     * that spends the bound of the poll, the guest is suspended here until it is paid. Has no effect if the guest is not
     * metered.
     *
     * @param instructions 0 or more, 2^53 at most
     * @throws IllegalArgumentException if it is negative, or more
     * @throws GuestTerminatedException if that spends a limit, or the guest is terminated while it is suspended
     */
    void consume(long instructions);

    /**
     * Throws an exception into the guest, which may catch it where it called this hostcall.
     *
     * @param values one for each of the tag's types, as for {@link Instance#run}
     * @return nothing; declared so that a caller can write {@code throw vmctx.throwException(tag, values)}
     * @throws GuestException always
     * @throws IllegalArgumentException if the values do not fit the tag
     */
    GuestException throwException(GuestTag tag, @Nullable Object... values);

    /**
     * Terminates the guest.
     *
     * @param details what {@link GuestTerminatedException#details} tells the embedder
     * @return nothing; declared so that a caller can write {@code throw vmctx.terminate(details)}
     * @throws GuestTerminatedException always
     */
    GuestTerminatedException terminate(Object details);
}
