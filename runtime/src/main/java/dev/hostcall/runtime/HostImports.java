package dev.hostcall.runtime;

import dev.hostcall.abi.GuestAbi;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import dev.hostcall.runtime.spi.HostcallDeclaration.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Functions, globals, tables and memory sizes that the embedder offers for import under one module name. Filled, then only
 * read. Functions made here need no annotation processor; names and types may be known only when the program runs:
 *
 * <pre>{@code
 * HostImports env = HostImports.in("env")
 *         .function("divmod", Signature.parse("ii:ii"), (vmctx, arguments) -> {
 *             int dividend = (int) arguments[0];
 *             int divisor = (int) arguments[1];
 *             return List.of(dividend / divisor, dividend % divisor);
 *         });
 * Instance instance = region.newInstance(module, env);
 * }</pre>
 */
public final class HostImports implements ImportSource {
    private static final long MAX_PAGES = GuestAbi.MAX_PAGES;

    private final String module;
    private final Map<String, GuestGlobal> globals = new LinkedHashMap<>();
    private final Map<String, GuestTable> tables = new LinkedHashMap<>();
    private final Map<String, MemorySize> memories = new LinkedHashMap<>();
    private final List<FunctionHostcalls> functions = new ArrayList<>();
    private final List<HostFunction.Family> families = new ArrayList<>();

    private HostImports(String module) {
        this.module = module;
    }

    /** Offers nothing yet under a module name. */
    public static HostImports in(String module) {
        return new HostImports(Objects.requireNonNull(module, "module"));
    }

    /** Offers a global; this. */
    public HostImports global(String name, GuestGlobal global) {
        globals.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(global, "global"));
        return this;
    }

    /** Offers a table; this. */
    public HostImports table(String name, GuestTable table) {
        tables.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(table, "table"));
        return this;
    }

    /**
     * Says what a guest gets that imports its memory under a name: a memory of its own, of so many pages at first and at
     * most. Without such an offer an imported memory is as large as the import says. This.
     */
    public HostImports memory(String name, long pages, long maxPages) {
        if (pages < 0 || pages > MAX_PAGES) {
            throw new IllegalArgumentException("pages is " + pages + "; it must be from 0 to " + MAX_PAGES);
        }
        if (maxPages < pages) {
            throw new IllegalArgumentException("maxPages is " + maxPages + "; it must be at least pages, " + pages);
        }
        memories.put(Objects.requireNonNull(name, "name"), new MemorySize(pages, maxPages));
        return this;
    }

    /**
     * Offers a function. Several may have one name if their types differ; a guest's import is linked to the one of its
     * type. This.
     *
     * @param name the import's field name
     * @param signature what it takes and returns
     * @param function what is called; it may block, yield and call back
     */
    public HostImports function(String name, Signature signature, HostFunction function) {
        Objects.requireNonNull(function, "function");
        functions.add(new FunctionHostcalls(declare(name, signature, Kind.SUSPENDING), function));
        return this;
    }

    /**
     * Offers a function whose results come later. While the guest waits for them, no Java frame is kept. This.
     *
     * @param name the import's field name
     * @param signature what it takes and returns
     * @param function what is called; it may not suspend the guest in any other way
     */
    public HostImports asyncFunction(String name, Signature signature, HostFunction.Async function) {
        Objects.requireNonNull(function, "function");
        functions.add(new FunctionHostcalls(declare(name, signature, Kind.PLAIN), function));
        return this;
    }

    /**
     * Offers functions by a rule: asked when an instance is made, once for each of its functions imported from this module
     * that nothing else answers. This.
     *
     * @param family gives the function for a name and type, if there is one
     */
    public HostImports functions(HostFunction.Family family) {
        families.add(Objects.requireNonNull(family, "family"));
        return this;
    }

    private HostcallDeclaration declare(String name, Signature signature, Kind kind) {
        return new HostcallDeclaration(
                module, Objects.requireNonNull(name, "name"), Objects.requireNonNull(signature, "signature"), kind);
    }

    String module() {
        return module;
    }

    /** The functions offered by name. */
    List<FunctionHostcalls> functions() {
        return functions;
    }

    boolean hasFamilies() {
        return !families.isEmpty();
    }

    /** The function of a family that answers an import. */
    Optional<Hostcalls> member(String name, Signature signature) {
        for (HostFunction.Family family : families) {
            Optional<HostFunction> function = Objects.requireNonNull(
                    family.find(name, signature),
                    () -> "the family of functions of module " + module + " answered null for " + name);
            if (function.isPresent()) {
                return Optional.of(new FunctionHostcalls(declare(name, signature, Kind.SUSPENDING), function.get()));
            }
        }
        return Optional.empty();
    }

    /** Whether it says how large imported memory is. */
    boolean offersMemory() {
        return !memories.isEmpty();
    }

    /** All that is not a function, by name. */
    Map<String, List<Extern>> externs() {
        Map<String, List<Extern>> all = new LinkedHashMap<>();
        globals.forEach((name, global) -> offer(all, name, new Extern.Global(global, Optional.empty())));
        tables.forEach((name, table) -> offer(all, name, new Extern.Table(table, Optional.empty())));
        memories.forEach((name, size) -> offer(all, name, new Extern.MemoryLimits(size)));
        return all;
    }

    private static void offer(Map<String, List<Extern>> all, String name, Extern next) {
        all.computeIfAbsent(name, any -> new ArrayList<>(1)).add(next);
    }
}
