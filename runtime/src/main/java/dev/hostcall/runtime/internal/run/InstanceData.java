package dev.hostcall.runtime.internal.run;

import dev.hostcall.abi.GuestExternKind;
import dev.hostcall.abi.GuestLayout.Thrown;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.LimitsExceededException;
import dev.hostcall.runtime.ValueType;
import dev.hostcall.runtime.internal.link.ResolvedImports;
import dev.hostcall.runtime.internal.memory.FurtherMemory;
import dev.hostcall.runtime.internal.memory.GlobalCore;
import dev.hostcall.runtime.internal.memory.MemoryCore;
import dev.hostcall.runtime.internal.memory.TableCore;
import dev.hostcall.runtime.internal.memory.TableQuota;
import dev.hostcall.runtime.internal.memory.TagCore;
import dev.hostcall.runtime.internal.object.GuestObject;
import dev.hostcall.runtime.internal.object.MemorySize;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The globals and tables of one instance that are imported or exported, and its tags, and their places in the instance's data. */
final class InstanceData {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final List<GuestObject.Global> globalInfos;
    private final List<GuestObject.Table> tableInfos;
    private final List<GlobalCore> globals;
    private final List<TableCore> tables;
    private final List<GuestObject.Tag> tagInfos;
    private final List<TagCore> tags;
    private final Map<String, TagCore> exportedTags;
    private final int thrown;
    private final List<FurtherMemory> furtherMemories;
    private final List<MemoryCore> memories;
    private final List<GuestObject.Memory> memoryInfos;
    private final List<TableCore> ownTables;
    private final TableQuota quota;
    private final Map<String, GlobalCore> exportedGlobals;
    private final Map<String, TableCore> exportedTables;
    private final ByteBuffer area;

    /**
     * Makes its globals and tables, which nobody else knows before {@link #link}.
     *
     * @throws LimitsExceededException if its tables are too large; none is left then
     */
    InstanceData(InstanceCore instance, ResolvedImports links, Limits limits) {
        GuestObject object = instance.module().object();
        globalInfos = object.globals();
        tableInfos = object.tables();
        tagInfos = object.tags();
        memoryInfos = object.furtherMemories();
        thrown = object.thrown();
        area = globalInfos.isEmpty()
                        && tableInfos.isEmpty()
                        && tagInfos.isEmpty()
                        && memoryInfos.isEmpty()
                        && !object.catchesExceptions()
                ? NOTHING
                : instance.control().below(object.slots(), object.dataSize());
        globals = room(globalInfos);
        tags = room(tagInfos);
        tables = room(tableInfos);
        ownTables = room(tableInfos);
        furtherMemories = room(memoryInfos);
        memories = room(memoryInfos);
        for (int i = 0; i < globalInfos.size(); i++) {
            globals.add(links.global(i).orElseGet(own(globalInfos.get(i), instance)));
        }
        for (int i = 0; i < tagInfos.size(); i++) {
            tags.add(links.tag(i).orElseGet(own(tagInfos.get(i))));
        }
        quota = TableQuota.of(limits, instance.guest(), tableInfos);
        addTables(links);
        addMemories(instance, links, limits);
        exportedGlobals = exported(object, GuestExternKind.GLOBAL, globals);
        exportedTables = exported(object, GuestExternKind.TABLE, tables);
        exportedTags = exported(object, GuestExternKind.TAG, tags);
    }

    /** A list for what is made of each of these; most guests have none, and no two lists of theirs need be told apart. */
    private static <T> List<T> room(List<?> infos) {
        return infos.isEmpty() ? List.of() : new ArrayList<>(infos.size());
    }

    private static <T> Map<String, T> exported(GuestObject object, int kind, List<T> all) {
        if (all.isEmpty()) {
            return Map.of();
        }
        Map<String, T> found = new HashMap<>();
        for (GuestObject.Extern extern : object.externs()) {
            if (extern.kind() == kind) {
                found.put(extern.name(), all.get(extern.index()));
            }
        }
        return found;
    }

    private Supplier<GlobalCore> own(GuestObject.Global info, InstanceCore instance) {
        return () -> GlobalCore.of(instance, info, area);
    }

    private static Supplier<TagCore> own(GuestObject.Tag info) {
        return () -> TagCore.of(info.signature());
    }

    private void addMemories(InstanceCore instance, ResolvedImports links, Limits limits) {
        if (memoryInfos.isEmpty()) {
            return;
        }
        AtomicLong left = new AtomicLong(limits.memorySize());
        boolean done = false;
        try {
            for (MemorySize size : links.furtherMemories()) {
                FurtherMemory memory = new FurtherMemory(size, limits, left);
                furtherMemories.add(memory);
                memories.add(new MemoryCore(instance.gate(), memory, memory.firstSize()));
            }
            done = true;
        } finally {
            if (!done) {
                release();
            }
        }
    }

    private void addTables(ResolvedImports links) {
        boolean done = false;
        try {
            for (int i = 0; i < tableInfos.size(); i++) {
                tables.add(links.table(i).orElseGet(own(tableInfos.get(i))));
            }
            done = true;
        } finally {
            if (!done) {
                release();
            }
        }
    }

    private Supplier<TableCore> own(GuestObject.Table info) {
        return () -> {
            TableCore table = new TableCore(
                    info.type(), info.isWide() ? ValueType.I64 : ValueType.I32, info.min(), info.max(), quota);
            ownTables.add(table);
            return table;
        };
    }

    /** Gives back what it made, where nobody has seen it. */
    void release() {
        ownTables.forEach(TableCore::release);
        releaseMemories();
    }

    /** Gives its memories back, where nobody looks at them any more. */
    void releaseMemories() {
        furtherMemories.forEach(FurtherMemory::release);
    }

    /** Tells its tables who can reach them. */
    void link(InstanceCore instance) {
        tables.forEach(table -> table.link(instance.group()));
    }

    /** Fills in what the guest expects from the host, in data that is all zeros. */
    void fill() {
        ownTables.forEach(TableCore::reset);
        for (int i = 0; i < memories.size(); i++) {
            furtherMemories.get(i).reset();
            memories.get(i).reset(furtherMemories.get(i).firstSize());
            area.putLong(memoryInfos.get(i).offset(), furtherMemories.get(i).address());
        }
        for (int i = 0; i < globals.size(); i++) {
            GuestObject.Global info = globalInfos.get(i);
            GlobalCore global = globals.get(i);
            if (info.isCell()) {
                area.putLong(info.offset(), global.address());
            } else if (info.name().isPresent()) {
                global.copyTo(area, info.offset());
            }
        }
        for (int i = 0; i < tables.size(); i++) {
            area.putLong(tableInfos.get(i).offset(), tables.get(i).address());
        }
        for (int i = 0; i < tags.size(); i++) {
            area.putLong(tagInfos.get(i).offset(), tags.get(i).address());
        }
    }

    /** The tags that the guest knows. */
    List<TagCore> tags() {
        return tags;
    }

    /** The one of them at an address. */
    TagCore tag(long address) {
        return tags.stream()
                .filter(tag -> tag.address() == address)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the guest threw an exception of no tag"));
    }

    /** Where the guest notes what was under way where it has thrown: {@code struct guest_thrown}. */
    ByteBuffer thrown() {
        return area.slice(thrown, Thrown.BYTES).order(area.order());
    }

    /** A memory by its index in the module, which is not 0. */
    MemoryCore memory(int index) {
        return memories.get(index - 1);
    }

    /** A table by its index in the descriptor. */
    TableCore table(int index) {
        return tables.get(index);
    }

    Map<String, GlobalCore> exportedGlobals() {
        return exportedGlobals;
    }

    Map<String, TagCore> exportedTags() {
        return exportedTags;
    }

    Map<String, TableCore> exportedTables() {
        return exportedTables;
    }
}
