package dev.hostcall.runtime;

import dev.hostcall.runtime.internal.run.InstanceCore;
import dev.hostcall.runtime.internal.run.Invocations;
import dev.hostcall.runtime.spi.ExportDeclaration;
import dev.hostcall.runtime.spi.GuestExports;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A guest: a module with memory and a stack of its own. It may run on any thread, but on only one at a time; an operation that
 * its state does not allow throws {@link InvalidStateException} and changes nothing. {@link #state}, {@link #killSwitch},
 * {@link #memory} and contexts may be used from any thread at any time.
 *
 * <pre>{@code
 * int sum = plugin.run("add", 40, 2).returned().i32();
 * try {
 *     plugin.run("total", -1);
 * } catch (GuestTrapException e) {
 *     log.add(e.code() + " in " + e.backtrace().get(0).function());
 *     plugin.reset(); // or recover(), which keeps the memory
 * }
 * }</pre>
 */
public final class Instance implements AutoCloseable {
    private final InstanceCore core;

    Instance(InstanceCore core) {
        this.core = core;
    }

    /**
     * Runs an exported function on this thread until it returns or a hostcall yields.
     *
     * @param function the export's name
     * @param arguments one {@link Integer}, {@link Long}, {@link Float} or {@link Double} for each i32, i64, f32, f64
     * @throws IllegalArgumentException if there is no such export, or the arguments do not fit it
     * @throws InvalidStateException if the instance is not {@link InstanceState#READY}
     * @throws GuestTrapException if the guest traps
     * @throws GuestException if the guest throws an exception that it does not catch
     * @throws GuestTerminatedException if a hostcall throws or blocks on a future, or the guest is killed
     */
    public RunResult run(String function, Object... arguments) {
        return invocations().run(core.module().requireExport(function), arguments);
    }

    /**
     * Prepares to run an exported function asynchronously; nothing runs before the first poll. The state is checked
     * then.
     *
     * @param function the export's name
     * @param arguments as for {@link #run}
     * @throws IllegalArgumentException if there is no such export, or the arguments do not fit it
     */
    public RunAsync runAsync(String function, Object... arguments) {
        return new RunAsync(invocations().runAsync(core.module().requireExport(function), arguments));
    }

    /**
     * An exported function, to be called often.
     *
     * @param name the export's name
     * @throws IllegalArgumentException if there is no such export
     */
    public GuestFunction function(String name) {
        return new GuestFunction(core, core.module().requireExport(name));
    }

    /**
     * The function that a reference of this instance leads to, such as a callback that the guest has put into its table.
     *
     * @param reference an element of {@link #table}, or a result
     * @throws IllegalArgumentException if it leads to a function of another instance
     * @throws InvalidStateException if this instance is closed
     */
    public GuestFunction functionOf(FunctionReference reference) {
        return new GuestFunction(core, core.functionOf(reference));
    }

    /**
     * Runs the start function; does nothing if the module has none. Must come before {@link #run} if it has one. What a module of the
     * component model's build target exports as {@code cm32p2_initialize} is one, or is called behind it.
     */
    public RunResult start() {
        return invocations().start();
    }

    /** As {@link #start}, asynchronously. */
    public RunAsync startAsync() {
        return new RunAsync(invocations().startAsync());
    }

    /**
     * Continues after a yield that expects no value.
     *
     * @throws InvalidStateException if the instance is not {@link InstanceState#YIELDED}
     * @throws IllegalArgumentException if the guest expects a value; it stays yielded
     */
    public RunResult resume() {
        return invocations().resume(null);
    }

    /**
     * Continues after a yield that expects a value of this type.
     *
     * @throws InvalidStateException if the instance is not {@link InstanceState#YIELDED}
     * @throws IllegalArgumentException if the guest expects another type, or no value; it stays yielded
     */
    public RunResult resume(Object value) {
        return invocations().resume(value);
    }

    /** As {@link #resume()}, asynchronously; checked at the first poll. */
    public RunAsync resumeAsync() {
        return new RunAsync(invocations().resumeAsync(null));
    }

    /** As {@link #resume(Object)}, asynchronously; checked at the first poll. */
    public RunAsync resumeAsync(Object value) {
        return new RunAsync(invocations().resumeAsync(value));
    }

    /** A switch that kills the current run from any thread, or the next run if none is under way. */
    public KillSwitch killSwitch() {
        return new KillSwitch(core.runs().killSwitch());
    }

    /**
     * Returns the instance to its initial state: memory, data, stack and instruction count. Whatever was suspended is abandoned first.
     * Contexts stay. Resources that the guest had handles of are closed.
     *
     * @throws IllegalStateException if closing some of them throws; all are closed and the instance is reset then
     * @throws InvalidStateException if it is running or closed
     */
    public void reset() {
        core.reset();
    }

    /**
     * Makes a faulted or terminated instance ready again, with its memory and data as the guest left them; the interrupted run is
     * forgotten. Whether that memory still makes sense is for the embedder to decide; {@link #reset} starts afresh.
     *
     * @throws InvalidStateException if it is in another state
     */
    public void recover() {
        core.recover();
    }

    /**
     * Gives the slot back to the region. What was suspended is abandoned first: {@code finally} blocks of suspended
     * hostcalls run on this thread. Closing a closed instance does nothing. If another thread is closing or
     * resetting it, or ending a run of it that was closed, this waits for that thread. If it is called from within what such a thread
     * does (a {@code finally} block of a hostcall, a waker), it leaves closing to that thread. Resources that the guest has handles of are
     * closed.
     *
     * @throws IllegalStateException if closing some of them throws; all are closed and the instance is closed then
     * @throws InvalidStateException if it is running; kill it first
     */
    @Override
    public void close() {
        core.close();
    }

    /** Its current state. */
    public InstanceState state() {
        return core.state();
    }

    /** The code it runs. */
    public GuestModule module() {
        return GuestModule.of(core.module());
    }

    /** Its linear memory; of a module with several, the first. */
    public Memory memory() {
        return core.frame().memory();
    }

    /**
     * An exported memory, if there is one of this name: the one of {@link #memory()}, or another.
     *
     * @param name the export's name
     */
    public Optional<Memory> memory(String name) {
        return Optional.ofNullable(core.module().exportedMemories().get(Objects.requireNonNull(name, "name")))
                .map(index -> index == 0 ? memory() : new Memory(core.memory(index)));
    }

    /**
     * Instructions executed since it was made or reset; empty if its module is not metered. Exact while the guest is
     * stopped. While it runs, other threads see a number that may be off by one slice (a million instructions).
     */
    public OptionalLong instructionCount() {
        return core.instructionCount();
    }

    /**
     * An exported global, if there is one of this name.
     *
     * @param name the export's name
     */
    public Optional<GuestGlobal> global(String name) {
        return Optional.ofNullable(core.exportedGlobals().get(Objects.requireNonNull(name, "name")))
                .map(GuestGlobal::of);
    }

    /**
     * An exported table, if there is one of this name.
     *
     * @param name the export's name
     */
    public Optional<GuestTable> table(String name) {
        return Optional.ofNullable(core.exportedTables().get(Objects.requireNonNull(name, "name")))
                .map(GuestTable::of);
    }

    /**
     * An exported tag, if there is one of this name.
     *
     * @param name the export's name
     */
    public Optional<GuestTag> tag(String name) {
        return Optional.ofNullable(core.exportedTags().get(Objects.requireNonNull(name, "name")))
                .map(GuestTag::of);
    }

    /**
     * Everything it exports, for other instances to import. Its functions then run as part of the importing guest's run, on the
     * same thread; its memory cannot be imported.
     *
     * @param module the module name to import them by
     */
    public InstanceExports exportsAs(String module) {
        return new InstanceExports(core, Objects.requireNonNull(module, "module"));
    }

    /** Makes an object of the embedder available to hostcalls by its type ({@link Vmctx#context}), replacing any earlier one. */
    public <T> void putContext(Class<T> type, T context) {
        core.putContext(type, context);
    }

    /** The object that was put for a type. */
    public <T> Optional<T> context(Class<T> type) {
        return core.context(type);
    }

    /** Sets the listener that is notified of what this instance does, from its next poll on; replaces any earlier one. */
    public void listener(RunListener next) {
        core.watchBy(ListenerWatcher.of(this, Objects.requireNonNull(next, "next")));
    }

    /**
     * For generated code: exported functions that an interface declares.
     *
     * @throws LinkException naming every one that is missing or mistyped
     */
    public GuestExports exports(ExportDeclaration... declarations) {
        if (Arrays.asList(Objects.requireNonNull(declarations, "declarations")).contains(null)) {
            throw new IllegalArgumentException("a declaration of an export is null");
        }
        return new GuestExports(core, List.of(declarations));
    }

    private Invocations invocations() {
        return new Invocations(core);
    }
}
