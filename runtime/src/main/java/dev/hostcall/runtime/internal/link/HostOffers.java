package dev.hostcall.runtime.internal.link;

import dev.hostcall.runtime.HostImports;
import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Signature;
import dev.hostcall.runtime.internal.memory.GlobalCore;
import dev.hostcall.runtime.internal.memory.TableCore;
import dev.hostcall.runtime.internal.memory.TagCore;
import dev.hostcall.runtime.internal.object.MemorySize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is behind {@link HostImports}: what the embedder offers under one module name. Filled, then only read. */
public final class HostOffers {
    private final String module;
    private final Map<String, GlobalCore> globals = new LinkedHashMap<>();
    private final Map<String, TableCore> tables = new LinkedHashMap<>();
    private final Map<String, TagCore> tags = new LinkedHashMap<>();
    private final Map<String, MemorySize> memories = new LinkedHashMap<>();
    private final List<Hostcalls> functions = new ArrayList<>();
    private final List<Family> families = new ArrayList<>();

    /** Offers nothing yet. */
    public HostOffers(String module) {
        this.module = module;
    }

    /** Functions whose names and types follow a rule. */
    public interface Family {
        /** The function for an import, if there is one. */
        Optional<Hostcalls> find(String name, Signature signature);
    }

    /** Offers a global. */
    public void global(String name, GlobalCore global) {
        globals.put(name, global);
    }

    /** Offers a table. */
    public void table(String name, TableCore table) {
        tables.put(name, table);
    }

    /** Offers a tag. */
    public void tag(String name, TagCore tag) {
        tags.put(name, tag);
    }

    /** Offers a size for the guest's memory. */
    public void memory(String name, MemorySize size) {
        memories.put(name, size);
    }

    /** Offers one function, which checks its results itself. */
    public void function(Hostcalls function) {
        functions.add(function);
    }

    /** Offers functions by a rule; they check their results themselves. */
    public void family(Family family) {
        families.add(family);
    }

    public String module() {
        return module;
    }

    /** The functions offered by name. */
    public List<Hostcalls> functions() {
        return functions;
    }

    boolean hasFamilies() {
        return !families.isEmpty();
    }

    /** The function of a family that answers an import. */
    public Optional<Hostcalls> member(String name, Signature signature) {
        for (Family family : families) {
            Optional<Hostcalls> function = family.find(name, signature);
            if (function.isPresent()) {
                return function;
            }
        }
        return Optional.empty();
    }

    /** Whether it says how large imported memory is. */
    boolean offersMemory() {
        return !memories.isEmpty();
    }

    /** All that is not a function, by name. */
    public Map<String, List<Extern>> externs() {
        Map<String, List<Extern>> all = new LinkedHashMap<>();
        globals.forEach((name, global) -> offer(all, name, new Extern.Global(global, Optional.empty())));
        tables.forEach((name, table) -> offer(all, name, new Extern.Table(table, Optional.empty())));
        tags.forEach((name, tag) -> offer(all, name, new Extern.Tag(tag, Optional.empty())));
        memories.forEach((name, size) -> offer(all, name, new Extern.MemoryLimits(size)));
        return all;
    }

    private static void offer(Map<String, List<Extern>> all, String name, Extern next) {
        all.computeIfAbsent(name, any -> new ArrayList<>(1)).add(next);
    }
}
