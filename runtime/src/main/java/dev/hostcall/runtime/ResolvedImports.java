package dev.hostcall.runtime;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a guest's imports were resolved to. Globals and tables by their index in the descriptor.
 *
 * @param functions the hostcalls
 * @param globals imported globals
 * @param tables imported tables
 * @param memory the size of linear memory
 * @param instances the instances whose exports were imported
 */
record ResolvedImports(
        HostcallTable functions,
        Map<Integer, GuestGlobal> globals,
        Map<Integer, GuestTable> tables,
        MemorySize memory,
        Set<InstanceCore> instances) {

    Optional<GuestGlobal> global(int index) {
        return Optional.ofNullable(globals.get(index));
    }

    Optional<GuestTable> table(int index) {
        return Optional.ofNullable(tables.get(index));
    }
}
