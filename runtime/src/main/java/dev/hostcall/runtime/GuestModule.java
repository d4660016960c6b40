package dev.hostcall.runtime;

import dev.hostcall.runtime.internal.object.ExportedFunction;
import dev.hostcall.runtime.internal.object.ModuleCore;
import dev.hostcall.runtime.internal.object.ModuleLoader;
import dev.hostcall.runtime.internal.object.ResourceLoader;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A guest object, loaded: the code that instances run. Immutable but for {@link #close}, and safe to share between
 * threads, regions and instances. Its code is unloaded when the module and all its instances are closed, or some time
 * after they have become unreachable.
 *
 * <pre>{@code
 * Path object = WasmCompiler.compile(wasm, CompilerOptions.defaults());
 * try (GuestModule plugin = GuestModule.load(object, "plugin");
 *         Region region = Region.create(100, Limits.defaults());
 *         Instance first = region.newInstance(plugin, OrdersHostcalls.of(orders));
 *         Instance second = region.newInstance(plugin, OrdersHostcalls.of(orders))) {
 *     log.add(plugin.name() + " " + (first.module() == second.module()));
 * }
 * }</pre>
 */
public final class GuestModule implements AutoCloseable {
    private final ModuleCore core;

    private GuestModule(ModuleCore core) {
        this.core = core;
    }

    /** The one that stands before a core. */
    static GuestModule of(ModuleCore core) {
        return core.facade(GuestModule.class, () -> new GuestModule(core));
    }

    ModuleCore core() {
        return core;
    }

    /**
     * Loads a shared object built against {@code guest.h}. It runs as native code: load only what a compiler you trust
     * has made. It is read once and mapped from memory: where the file lies need not be executable, may be in a jar's
     * file system, and whatever becomes of the file changes nothing.
     *
     * @param object a file, such as {@code WasmCompiler.compile} returns
     * @throws GuestLoadException if it cannot be read, is no guest object, or is for another machine or ABI version
     */
    public static GuestModule load(Path object) {
        return load(object, nameOf(Objects.requireNonNull(object, "object")));
    }

    /**
     * As {@link #load(Path)}, under a name of the caller's choice, for objects whose file names say nothing.
     *
     * @param name stands in messages and backtraces
     */
    public static GuestModule load(Path object, String name) {
        Objects.requireNonNull(object, "object");
        Objects.requireNonNull(name, "name");
        return of(ModuleLoader.load(object, name));
    }

    /**
     * As {@link #load(Path)}, for an object that is no file, such as a resource of a jar. The stream is read to its end
     * and not closed.
     *
     * @param name stands in messages and backtraces
     */
    public static GuestModule load(InputStream object, String name) {
        Objects.requireNonNull(object, "object");
        Objects.requireNonNull(name, "name");
        return of(ModuleLoader.load(object, name));
    }

    /**
     * Loads a module that is a resource, from the object that lies beside it for this machine (see docs/packaging.md; the
     * Maven plugin puts objects there). The object's digest is checked, and where the module itself is found too, that the
     * object was made of it. If there is no object for this machine, the module is compiled, provided that
     * {@code hostcall-compiler} is there; its cache serves then.
     *
     * @param anchor a class beside which the resource lies, or in whose jar it lies if its name begins with a slash
     * @param resource the module, such as {@code prices.wasm} or {@code /plugins/prices.wasm}
     * @throws GuestLoadException if there is no such resource, no object for this machine and no compiler, or if what is
     *     there does not fit together or cannot be loaded
     */
    public static GuestModule fromResource(Class<?> anchor, String resource) {
        Objects.requireNonNull(anchor, "anchor");
        Objects.requireNonNull(resource, "resource");
        return of(ResourceLoader.load(anchor, resource));
    }

    /**
     * As {@link #fromResource(Class, String)}, for a resource that a class loader finds.
     *
     * @param resource the module, such as {@code plugins/prices.wasm}
     */
    public static GuestModule fromResource(ClassLoader loader, String resource) {
        Objects.requireNonNull(loader, "loader");
        Objects.requireNonNull(resource, "resource");
        return of(ResourceLoader.load(loader, resource));
    }

    private static String nameOf(Path file) {
        Path last = file.getFileName();
        String text = last == null ? file.toString() : last.toString();
        int dot = text.lastIndexOf('.');
        return dot > 0 ? text.substring(0, dot) : text;
    }

    /**
     * Unloads the code as soon as no instance needs it. Instances that are alive go on; no new ones can be made. May come
     * from any thread at any time; closing a closed module does nothing. What the module says of itself stays.
     */
    @Override
    public void close() {
        core.close();
    }

    /** The file's name without its ending, or as it was loaded under; stands in messages. */
    public String name() {
        return core.name();
    }

    /** What an instance needs from the host, in the guest's order. */
    public List<Import> imports() {
        return core.imports();
    }

    /** The functions an instance offers, in the guest's order. */
    public List<Export> exports() {
        return core.exports().stream().map(Export::new).toList();
    }

    /** One function an instance offers, if it does. */
    public Optional<Export> export(String function) {
        return core.export(Objects.requireNonNull(function, "function")).map(Export::new);
    }

    /** Whether the guest counts its instructions, so that it can be bounded and interrupted. */
    public boolean isMetered() {
        return core.isMetered();
    }

    /** Whether it has a start function, which must run before any export. */
    public boolean hasStart() {
        return core.hasStart();
    }

    /** Pages of 64 KiB of linear memory at first. */
    public long memoryPages() {
        return core.memory().pages();
    }

    /** Pages of 64 KiB of linear memory at most. */
    public long memoryMaxPages() {
        return core.memory().maxPages();
    }

    @Override
    public String toString() {
        return "GuestModule[" + core.name() + (core.isClosed() ? ", closed]" : "]");
    }

    /**
     * A function a guest needs from the host.
     *
     * @param module the module name, such as {@code env}
     * @param name the field name
     * @param signature what the guest passes and receives
     */
    public record Import(String module, String name, Signature signature) {
        /** {@code module.name}. */
        public String qualifiedName() {
            return module + "." + name;
        }
    }

    /** A function a guest offers. */
    public static final class Export {
        private final ExportedFunction function;

        private Export(ExportedFunction function) {
            this.function = function;
        }

        /** Its name. */
        public String name() {
            return function.name();
        }

        /** What it takes and returns. */
        public Signature signature() {
            return function.signature();
        }

        @Override
        public String toString() {
            return function.toString();
        }
    }
}
