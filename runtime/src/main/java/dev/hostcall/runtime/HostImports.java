package dev.hostcall.runtime;

import dev.hostcall.abi.GuestAbi;
import dev.hostcall.runtime.internal.link.HostOffers;
import dev.hostcall.runtime.internal.object.MemorySize;
import dev.hostcall.runtime.internal.run.FunctionHostcalls;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import dev.hostcall.runtime.spi.HostcallDeclaration.Kind;
import java.util.Objects;
import java.util.Optional;

/**
 * Functions, globals, tables, tags and memory sizes that the embedder offers for import under one module name. Filled, then only
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
    private final HostOffers offers;

    private HostImports(String module) {
        this.module = module;
        this.offers = new HostOffers(module);
    }

    /** Offers nothing yet under a module name. */
    public static HostImports in(String module) {
        return new HostImports(Objects.requireNonNull(module, "module"));
    }

    /** Offers a global; this. */
    public HostImports global(String name, GuestGlobal global) {
        offers.global(
                Objects.requireNonNull(name, "name"),
                Objects.requireNonNull(global, "global").core());
        return this;
    }

    /** Offers a table; this. */
    public HostImports table(String name, GuestTable table) {
        offers.table(
                Objects.requireNonNull(name, "name"),
                Objects.requireNonNull(table, "table").core());
        return this;
    }

    /** Offers a tag; this. */
    public HostImports tag(String name, GuestTag tag) {
        offers.tag(
                Objects.requireNonNull(name, "name"),
                Objects.requireNonNull(tag, "tag").core());
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
        offers.memory(Objects.requireNonNull(name, "name"), new MemorySize(pages, maxPages));
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
        offers.function(new FunctionHostcalls(declare(name, signature, Kind.SUSPENDING), function));
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
        offers.function(new FunctionHostcalls(declare(name, signature, Kind.WAITING), function));
        return this;
    }

    /**
     * Offers functions by a rule: asked when an instance is made, once for each of its functions imported from this module
     * that nothing else answers. This.
     *
     * @param family gives the function for a name and type, if there is one
     */
    public HostImports functions(HostFunction.Family family) {
        Objects.requireNonNull(family, "family");
        offers.family((name, signature) -> member(family, name, signature));
        return this;
    }

    private Optional<Hostcalls> member(HostFunction.Family family, String name, Signature signature) {
        Optional<HostFunction> function = Objects.requireNonNull(
                family.find(name, signature),
                () -> "the family of functions of module " + module + " answered null for " + name);
        return function.map(found -> new FunctionHostcalls(declare(name, signature, Kind.SUSPENDING), found));
    }

    private HostcallDeclaration declare(String name, Signature signature, Kind kind) {
        return new HostcallDeclaration(
                module, Objects.requireNonNull(name, "name"), Objects.requireNonNull(signature, "signature"), kind);
    }

    HostOffers offers() {
        return offers;
    }
}
