package dev.hostcall.wasi.internal.calls;

import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.spi.Frame;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * All functions of WASI as one source of imports. What is the same in {@code wasi_unstable} is offered by that name
 * too.
 */
public final class Preview1 extends Hostcalls {
    static final String MODULE = "wasi_snapshot_preview1";

    /** By the class of the functions that wait: what is declared is the same for all programs, of which there may be very many. */
    private static final Map<Class<?>, Table> TABLES = new ConcurrentHashMap<>();

    private final Table table;
    private final List<Hostcalls> parts;

    private Preview1(Table table, List<Hostcalls> parts) {
        super(table.declarations);
        this.table = table;
        this.parts = parts;
    }

    /** The functions of these parts; the one that waits comes first. */
    static Preview1 of(List<Hostcalls> parts) {
        return new Preview1(TABLES.computeIfAbsent(parts.get(0).getClass(), kind -> table(parts)), parts);
    }

    private static Table table(List<Hostcalls> parts) {
        List<Entry> entries = new ArrayList<>();
        for (int part = 0; part < parts.size(); part++) {
            List<HostcallDeclaration> declarations = parts.get(part).declarations();
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
        return new Table(entries.stream().map(Entry::declaration).toList(), List.copyOf(entries));
    }

    @Override
    public void call(int index, Frame frame) throws Throwable {
        Entry entry = table.entries.get(index);
        parts.get(entry.part).call(entry.index, frame);
    }

    /** Declarations and entries, by the same indices. */
    private record Table(List<HostcallDeclaration> declarations, List<Entry> entries) {}

    /** A function, and where it is. */
    private record Entry(HostcallDeclaration declaration, int part, int index) {
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
