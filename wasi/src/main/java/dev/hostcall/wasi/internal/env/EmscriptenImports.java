package dev.hostcall.wasi.internal.env;

import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Signature;
import dev.hostcall.runtime.ValueType;
import dev.hostcall.runtime.spi.Frame;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import dev.hostcall.runtime.spi.HostcallDeclaration.Kind;
import dev.hostcall.wasi.internal.calls.Clocks;
import dev.hostcall.wasi.internal.descriptor.Errno;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Of the functions for Emscripten, those that one module imports; which ones there are depends on its imports. */
public final class EmscriptenImports extends Hostcalls {
    /** System calls of Linux's, by their names there. */
    private static final String SYSTEM_CALL = "__syscall_";

    private final List<Entry> entries;

    private EmscriptenImports(List<Entry> entries) {
        super(entries.stream().map(Entry::declaration).toArray(HostcallDeclaration[]::new));
        this.entries = entries;
    }

    /**
     * For a module.
     *
     * @param left functions that are not offered
     * @param names what the module calls them
     */
    public static EmscriptenImports of(GuestModule module, Clocks clocks, Set<String> left, ImportNames names) {
        List<Hostcalls> written = written(module.memoryMaxPages(), clocks);
        return new EmscriptenImports(module.imports().stream()
                .filter(wanted -> names.cover(wanted) && !left.contains(names.meaningOf(wanted)))
                .distinct()
                .flatMap(wanted -> find(module, wanted, names.meaningOf(wanted), written).stream())
                .toList());
    }

    /** Whether there is a function of a name and type, in a module that exports what it needs. */
    public static boolean have(String name, Signature signature) {
        return written(0, Clocks.of(Optional.empty())).stream()
                        .flatMap(part -> part.declarations().stream())
                        .anyMatch(each -> is(each, name, signature))
                || Invocation.is(name, signature)
                || isSystemCall(name, signature);
    }

    /** Those with fixed names. */
    private static List<Hostcalls> written(long memoryMaxPages, Clocks clocks) {
        return List.of(
                EmscriptenCallsHostcalls.of(new EmscriptenCalls(memoryMaxPages)),
                ClockCallsHostcalls.of(new ClockCalls(clocks)),
                CalendarCallsHostcalls.of(new CalendarCalls()),
                OlderCallsHostcalls.of(new OlderCalls()),
                JumpCallsHostcalls.of(new JumpCalls()),
                UpperHalfCallsHostcalls.of(new UpperHalfCalls()));
    }

    private static Optional<Entry> find(
            GuestModule module, GuestModule.Import wanted, String meaning, List<Hostcalls> written) {
        for (Hostcalls part : written) {
            for (int i = 0; i < part.declarations().size(); i++) {
                HostcallDeclaration declaration = part.declarations().get(i);
                if (is(declaration, meaning, wanted.signature())) {
                    int index = i;
                    return Optional.of(
                            new Entry(declare(wanted, declaration.kind()), frame -> part.call(index, frame)));
                }
            }
        }
        if (Invocation.is(meaning, wanted.signature())) {
            Invocation invocation = Invocation.of(module, meaning, wanted.signature());
            return Optional.of(new Entry(declare(wanted, Kind.SUSPENDING).pointing(), invocation::call));
        }
        if (isSystemCall(meaning, wanted.signature())) {
            return Optional.of(new Entry(declare(wanted, Kind.PLAIN), frame -> frame.returnI32(-Errno.NOSYS.number())));
        }
        return Optional.empty();
    }

    private static boolean is(HostcallDeclaration declaration, String name, Signature signature) {
        return declaration.name().equals(name) && declaration.signature().equals(signature);
    }

    private static boolean isSystemCall(String name, Signature signature) {
        return name.startsWith(SYSTEM_CALL) && signature.results().equals(List.of(ValueType.I32));
    }

    private static HostcallDeclaration declare(GuestModule.Import wanted, Kind kind) {
        return new HostcallDeclaration(wanted.module(), wanted.name(), wanted.signature(), kind);
    }

    @Override
    public void call(int index, Frame frame) throws Throwable {
        entries.get(index).body.call(frame);
    }

    /** A function, and what it does. */
    private record Entry(HostcallDeclaration declaration, Body body) {}

    private interface Body {
        void call(Frame frame) throws Throwable;
    }
}
