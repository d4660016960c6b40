package dev.hostcall.wasi;

import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Signature;
import dev.hostcall.wasi.internal.calls.Clocks;
import dev.hostcall.wasi.internal.env.EmscriptenImports;
import dev.hostcall.wasi.internal.env.ImportNames;
import dev.hostcall.wasi.internal.env.Preparation;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What C and C++ programs that Emscripten has compiled import from {@code env}, as far as it needs nobody but the program:
 * {@code longjmp}, memory that grows, time, and how they end. docs/wasi.md lists the functions. Most programs need {@link Wasi}, too.
 *
 * <pre>{@code
 * try (Wasi wasi = Wasi.builder().stdoutLines(log::add).build();
 *         Instance library = region.newInstance(
 *                 module, wasi.imports(), EmscriptenEnv.of(module).imports())) {
 *     EmscriptenEnv.initialize(library);
 *     library.runAsync("greet").join();
 * }
 * }</pre>
 *
 * <p>Immutable; what it gives may serve many instances of its module.
 */
public final class EmscriptenEnv {
    private final GuestModule module;
    private final Optional<Clock> clock;
    private final Set<String> left;
    private final ImportNames names;

    private EmscriptenEnv(GuestModule module, Optional<Clock> clock, Set<String> left, ImportNames names) {
        this.module = module;
        this.clock = clock;
        this.left = left;
        this.names = names;
    }

    /** For a module: what is offered depends on what it imports. */
    public static EmscriptenEnv of(GuestModule module) {
        return new EmscriptenEnv(
                Objects.requireNonNull(module, "module"), Optional.empty(), Set.of(), ImportNames.WHOLE);
    }

    /** The same, where a clock says what time it is; otherwise that of the system does. */
    public EmscriptenEnv withClock(Clock chosen) {
        return new EmscriptenEnv(module, Optional.of(Objects.requireNonNull(chosen, "chosen")), left, names);
    }

    /** The same without some functions, which the embedder offers in another way. */
    public EmscriptenEnv without(String... functions) {
        Set<String> all = new HashSet<>(left);
        all.addAll(List.of(Objects.requireNonNull(functions, "functions")));
        return new EmscriptenEnv(module, clock, Set.copyOf(all), names);
    }

    /**
     * The same for a module whose imports have other names: where Emscripten optimizes a module for its own JavaScript, it shortens them, and
     * that JavaScript says what they stand for ({@code wasmImports}).
     *
     * @param from the module name that it imports from, such as {@code a}
     * @param meanings the function that each name stands for, such as {@code b} for {@code emscripten_resize_heap}; names that are not in
     *     it stand for themselves
     */
    public EmscriptenEnv withNames(String from, Map<String, String> meanings) {
        return new EmscriptenEnv(module, clock, left, new ImportNames(from, meanings));
    }

    /**
     * Whether there is a function of this name and type, which a module is given if it imports it and exports what the function needs: for
     * whoever has no module yet.
     */
    public static boolean offers(String function, Signature signature) {
        return EmscriptenImports.have(
                Objects.requireNonNull(function, "function"), Objects.requireNonNull(signature, "signature"));
    }

    /**
     * Prepares an instance, as Emscripten's own JavaScript does before it calls {@code main} or anything else: its stack and its
     * constructors. What it does not export for that, it does not need.
     *
     * @throws dev.hostcall.runtime.GuestTrapException if it traps
     * @throws dev.hostcall.runtime.GuestTerminatedException if it is terminated
     */
    public static void initialize(Instance instance) {
        Preparation.of(Objects.requireNonNull(instance, "instance"));
    }

    /**
     * Those of these functions that the module imports.
     *
     * @throws IllegalArgumentException if it imports a function {@code invoke_…}, but does not export what a jump out of one needs
     */
    public Hostcalls imports() {
        return EmscriptenImports.of(module, Clocks.of(clock), left, names);
    }
}
