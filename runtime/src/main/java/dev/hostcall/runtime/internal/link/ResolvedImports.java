package dev.hostcall.runtime.internal.link;

import dev.hostcall.runtime.internal.memory.GlobalCore;
import dev.hostcall.runtime.internal.memory.TableCore;
import dev.hostcall.runtime.internal.memory.TagCore;
import dev.hostcall.runtime.internal.object.MemorySize;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a guest's imports were resolved to. Globals, tables and tags by their index in the descriptor.
 *
 * @param functions the hostcalls
 * @param globals imported globals
 * @param tables imported tables
 * @param tags imported tags
 * @param memory the size of linear memory
 * @param furtherMemories the sizes of all others
 * @param instances the instances whose exports were imported
 */
public record ResolvedImports(
        HostcallTable functions,
        Map<Integer, GlobalCore> globals,
        Map<Integer, TableCore> tables,
        Map<Integer, TagCore> tags,
        MemorySize memory,
        List<MemorySize> furtherMemories,
        Set<Exporter> instances) {

    public Optional<GlobalCore> global(int index) {
        return Optional.ofNullable(globals.get(index));
    }

    public Optional<TableCore> table(int index) {
        return Optional.ofNullable(tables.get(index));
    }

    public Optional<TagCore> tag(int index) {
        return Optional.ofNullable(tags.get(index));
    }
}
