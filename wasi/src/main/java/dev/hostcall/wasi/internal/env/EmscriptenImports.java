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
        List<Hostcalls> written = List.of(
                EmscriptenCallsHostcalls.of(new EmscriptenCalls(module)),
                ClockCallsHostcalls.of(new ClockCalls(clocks)),
                CalendarCallsHostcalls.of(new CalendarCalls()),
                OlderCalendarCallsHostcalls.of(new OlderCalendarCalls()),
                JumpCallsHostcalls.of(new JumpCalls()));
        return new EmscriptenImports(module.imports().stream()
                .filter(wanted -> names.cover(wanted) && !left.contains(names.meaningOf(wanted)))
                .distinct()
                .flatMap(wanted -> find(module, wanted, names.meaningOf(wanted), written).stream())
                .toList());
    }

    private static Optional<Entry> find(
            GuestModule module, GuestModule.Import wanted, String meaning, List<Hostcalls> written) {
        for (Hostcalls part : written) {
            for (int i = 0; i < part.declarations().size(); i++) {
                HostcallDeclaration declaration = part.declarations().get(i);
                if (declaration.name().equals(meaning)
                        && declaration.signature().equals(wanted.signature())) {
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
        if (meaning.startsWith(SYSTEM_CALL) && returnsI32(wanted.signature())) {
            return Optional.of(new Entry(declare(wanted, Kind.PLAIN), frame -> frame.returnI32(-Errno.NOSYS.number())));
        }
        return Optional.empty();
    }

    private static boolean returnsI32(Signature signature) {
        return signature.results().equals(List.of(ValueType.I32));
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
