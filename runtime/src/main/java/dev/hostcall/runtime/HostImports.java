package dev.hostcall.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Globals, tables and memory sizes that the embedder offers for import under one module name. Filled, then only read. */
public final class HostImports implements ImportSource {
    private final String module;
    private final Map<String, GuestGlobal> globals = new LinkedHashMap<>();
    private final Map<String, GuestTable> tables = new LinkedHashMap<>();
    private final Map<String, MemorySize> memories = new LinkedHashMap<>();

    private HostImports(String module) {
        this.module = module;
    }

    /** Offers nothing yet under a module name. */
    public static HostImports in(String module) {
        return new HostImports(module);
    }

    /** Offers a global; this. */
    public HostImports global(String name, GuestGlobal global) {
        globals.put(name, global);
        return this;
    }

    /** Offers a table; this. */
    public HostImports table(String name, GuestTable table) {
        tables.put(name, table);
        return this;
    }

    /**
     * Says what a guest gets that imports its memory under a name: a memory of its own, of so many pages at first and at
     * most. Without such an offer an imported memory is as large as the import says. This.
     */
    public HostImports memory(String name, long pages, long maxPages) {
        memories.put(name, new MemorySize(pages, maxPages));
        return this;
    }

    String module() {
        return module;
    }

    /** All offers, by name. */
    List<Map.Entry<String, Object>> offers() {
        List<Map.Entry<String, Object>> all = new ArrayList<>();
        globals.forEach((name, global) -> all.add(Map.entry(name, global)));
        tables.forEach((name, table) -> all.add(Map.entry(name, table)));
        memories.forEach((name, memory) -> all.add(Map.entry(name, memory)));
        return all;
    }
}
