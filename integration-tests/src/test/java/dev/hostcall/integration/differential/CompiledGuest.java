package dev.hostcall.integration.differential;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.Metering;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Memory;
import dev.hostcall.runtime.Poll;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import run.endive.wasm.types.Export;
import run.endive.wasm.types.ExternalType;

/** Our side: a subject compiled in one mode, to be run under any bound. */
final class CompiledGuest {
    private final Subject subject;
    private final CompilerOptions options;
    private final GuestModule module;

    private CompiledGuest(Subject subject, CompilerOptions options, GuestModule module) {
        this.subject = subject;
        this.options = options;
        this.module = module;
    }

    /** Compiles, past the cache. */
    static CompiledGuest compile(Subject subject, CompilerOptions options) {
        try {
            Path object = Files.createTempFile("hostcall-differential", ".so");
            try {
                WasmCompiler.compile(subject.wasm(), options, object);
                return new CompiledGuest(subject, options, GuestModule.load(object));
            } finally {
                Files.delete(object);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same module, for other calls. */
    CompiledGuest of(Subject other) {
        return new CompiledGuest(other, options, module);
    }

    boolean isMetered() {
        return options.metering() == Metering.ON;
    }

    /**
     * Does what the interpreter has done.
     *
     * @param calls how many of the subject's calls
     * @param bound of each poll, empty for none
     */
    Transcript run(int calls, OptionalLong bound) {
        Transcript transcript = new Transcript(subject.nans());
        Host host = new Host(transcript);
        try (Region region = Region.create(1, limits());
                Instance instance = newInstance(region, host, transcript)) {
            if (module.hasStart() && !started(instance, host, transcript, bound)) {
                return transcript;
            }
            for (Subject.Call call : subject.calls().subList(0, calls)) {
                call(instance, call, host, transcript, bound);
            }
            if (calls == subject.calls().size()) {
                end(instance, transcript);
            }
        } catch (Uninstantiable e) {
            // the transcript says so
        }
        return transcript;
    }

    private Limits limits() {
        Limits limits =
                Limits.defaults().withStackSize(16L << 20).withMemorySize((long) Interpreter.MOST_PAGES * Memory.PAGE);
        return options.bounds() == BoundsMode.GUARD ? limits : limits.withAddressSpace(0);
    }

    private Instance newInstance(Region region, Host host, Transcript transcript) {
        try {
            return region.newInstance(module, HostHostcalls.of(host));
        } catch (GuestTrapException e) {
            transcript.trapped(kind(e));
            throw new Uninstantiable(e);
        }
    }

    private static boolean started(Instance instance, Host host, Transcript transcript, OptionalLong bound) {
        try {
            drive(instance.startAsync(), host, bound);
            return true;
        } catch (GuestTrapException e) {
            transcript.trapped(kind(e));
            return false;
        }
    }

    private void call(Instance instance, Subject.Call call, Host host, Transcript transcript, OptionalLong bound) {
        instance.global(Subject.FUEL).ifPresent(fuel -> fuel.set(call.fuel()));
        transcript.called(call.function(), call.arguments());
        long before = instance.instructionCount().orElse(0);
        try {
            RunAsync run = instance.runAsync(call.function(), call.arguments().toArray());
            List<@Nullable Object> results = drive(run, host, bound).returned().values();
            transcript.returned(results);
            transcript.count(instance.instructionCount().orElse(0) - before);
        } catch (GuestTrapException e) {
            transcript.trapped(kind(e));
            transcript.count(instance.instructionCount().orElse(0) - before);
            if (instance.state() == InstanceState.FAULTED) {
                instance.recover();
            }
        }
    }

    private static RunResult drive(RunAsync run, Host host, OptionalLong bound) {
        bound.ifPresent(run::boundInstCount);
        while (true) {
            if (run.poll(() -> {}) instanceof Poll.Ready<RunResult> ready) {
                return ready.value();
            }
            if (run.state() == RunAsync.State.BLOCKED) {
                host.completeWhatIsPending();
            }
        }
    }

    private void end(Instance instance, Transcript transcript) {
        for (Export export : subject.exports(ExternalType.GLOBAL)) {
            instance.global(export.name())
                    .filter(global -> !global.type().isReference())
                    .ifPresent(global -> transcript.global(export.name(), Objects.requireNonNull(global.get())));
        }
        if (subject.hasMemory()) {
            transcript.memory(
                    instance.memory().readBytes(0, (int) instance.memory().size()));
        }
    }

    private static String kind(GuestTrapException trap) {
        return trap.code().toString();
    }

    /** Making the instance trapped. */
    private static final class Uninstantiable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Uninstantiable(GuestTrapException cause) {
            super(cause);
        }
    }
}
