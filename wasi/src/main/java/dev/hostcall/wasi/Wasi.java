package dev.hostcall.wasi;

import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.wasi.internal.calls.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * What one guest finds of a system: arguments, environment, time, randomness, standard streams, directories and sockets. Its
 * functions are those of WASI preview 1, {@code wasi_snapshot_preview1}, and of its predecessor {@code wasi_unstable}.
 *
 * <pre>{@code
 * try (Wasi wasi = Wasi.builder()
 *                 .arguments("greet", "echo", "world")
 *                 .stdoutLines(log::add)
 *                 .build();
 *         Instance program = region.newInstance(module, wasi.imports())) {
 *     int code = Wasi.run(program);
 *     log.add("exit code " + code);
 * }
 * }</pre>
 *
 * <p>A guest needs one of its own, as it holds what the guest has open. It may be closed from any thread.
 */
public final class Wasi implements AutoCloseable {
    private final Program program;

    Wasi(Program program) {
        this.program = program;
    }

    /** What a program finds, to be said: at first nothing, an empty standard input, and outputs that lead nowhere. */
    public static WasiBuilder builder() {
        return new WasiBuilder();
    }

    /**
     * What the guest imports, for guests that run asynchronously ({@link Instance#runAsync}, and all of {@link #run},
     * {@link #join} and {@link #start}). While it waits for time, input or a socket, the guest blocks, and no thread does.
     */
    public Hostcalls imports() {
        return program.suspending();
    }

    /**
     * As {@link #imports}, for guests that run synchronously ({@link Instance#run}). While it waits, so does the thread that runs
     * it, and a kill has to wait too.
     */
    public Hostcalls blockingImports() {
        return program.blocking();
    }

    /**
     * Runs a command, a program with a function {@code _start}, on this thread until it ends. The thread is parked while the guest
     * blocks.
     *
     * @return its exit code, 0 if it has returned
     * @throws IllegalArgumentException if it has no such function
     * @throws dev.hostcall.runtime.GuestTrapException if it traps
     * @throws GuestTerminatedException if it is terminated, other than by itself
     */
    public static int run(Instance command) {
        RunAsync run = command.runAsync("_start");
        prepare(command);
        return join(run);
    }

    /**
     * Initializes a reactor, a library whose functions are called one by one afterwards; does nothing if it has no function
     * {@code _initialize}.
     *
     * @throws dev.hostcall.runtime.GuestTrapException if it traps
     * @throws GuestTerminatedException if it is terminated; by {@code proc_exit} too, with the {@link ExitException} as its cause
     */
    public static void initialize(Instance reactor) {
        prepare(reactor);
        if (reactor.module().export("_initialize").isPresent()) {
            reactor.runAsync("_initialize").join();
        }
    }

    private static void prepare(Instance instance) {
        if (instance.module().hasStart()) {
            instance.startAsync().join();
        }
    }

    /**
     * Drives a run on this thread until it ends: one of {@code _start} with bounds and limits, say.
     *
     * @return its exit code, 0 if the function has returned
     * @throws dev.hostcall.runtime.GuestTrapException if the guest traps
     * @throws GuestTerminatedException if the guest is terminated, other than by itself
     */
    public static int join(RunAsync run) {
        try {
            run.join().returned();
            return 0;
        } catch (GuestTerminatedException e) {
            return exitCode(e).orElseThrow(() -> e);
        }
    }

    /**
     * As {@link #join}, driven by an executor.
     *
     * @return completes with the exit code, or with what {@link #join} throws; cancelling it abandons the run
     */
    @SuppressWarnings("FutureReturnValueIgnored") // each of the two reports to the other
    public static CompletableFuture<Integer> start(RunAsync run, Executor executor) {
        CompletableFuture<RunResult> done = run.start(executor);
        CompletableFuture<Integer> code = done.handle((result, failure) -> {
            if (failure == null) {
                result.returned();
                return 0;
            }
            return exitCode(failure).orElseThrow(() -> new CompletionException(failure));
        });
        code.whenComplete((value, failure) -> done.cancel(false));
        return code;
    }

    private static Optional<Integer> exitCode(Throwable failure) {
        return failure.getCause() instanceof ExitException exit ? Optional.of(exit.code()) : Optional.empty();
    }

    /**
     * Closes what the guest has open. What was given as a stream or channel for standard input and output stays open; directories and
     * sockets are closed.
     *
     * @throws UncheckedIOException if something could not be closed; all else is
     */
    @Override
    public void close() {
        try {
            program.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing what a guest had open failed", e);
        }
    }
}
