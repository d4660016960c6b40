package dev.hostcall.wasi.internal.calls;

import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.spi.Frame;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All functions of WASI as one source of imports. What is the same in {@code wasi_unstable} is offered by that name
 * too.
 */
public final class Preview1 extends Hostcalls {
    static final String MODULE = "wasi_snapshot_preview1";

    private final List<Entry> entries;

    private Preview1(List<Entry> entries) {
        super(entries.stream().map(Entry::declaration).toArray(HostcallDeclaration[]::new));
        this.entries = entries;
    }

    static Preview1 of(Hostcalls waiting, Hostcalls... plain) {
        List<Entry> entries = new ArrayList<>();
        List<Hostcalls> parts = new ArrayList<>(List.of(plain));
        parts.add(waiting);
        for (Hostcalls part : parts) {
            List<HostcallDeclaration> declarations = part.declarations();
            for (int i = 0; i < declarations.size(); i++) {
                entries.add(new Entry(declarations.get(i), part, i));
            }
        }
        Set<String> different = entries.stream()
                .filter(entry -> entry.isOf(Unstable.MODULE))
                .map(entry -> entry.declaration.name())
                .collect(Collectors.toSet());
        List<Entry> same = entries.stream()
                .filter(entry -> entry.isOf(MODULE) && !different.contains(entry.declaration.name()))
                .map(Entry::inUnstable)
                .toList();
        entries.addAll(same);
        return new Preview1(List.copyOf(entries));
    }

    @Override
    public void call(int index, Frame frame) throws Throwable {
        Entry entry = entries.get(index);
        entry.part.call(entry.index, frame);
    }

    /** A function, and where it is. */
    private record Entry(HostcallDeclaration declaration, Hostcalls part, int index) {
        boolean isOf(String module) {
            return declaration.module().equals(module);
        }

        Entry inUnstable() {
            HostcallDeclaration renamed = new HostcallDeclaration(
                    Unstable.MODULE, declaration.name(), declaration.signature(), declaration.kind());
            return new Entry(renamed, part, index);
        }
    }
}
