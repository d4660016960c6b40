package dev.hostcall.runtime;

import dev.hostcall.abi.GuestExternKind;
import dev.hostcall.abi.GuestLayout;
import dev.hostcall.runtime.internal.engine.ControlBlock;
import dev.hostcall.runtime.internal.engine.NativeEngine;
import dev.hostcall.runtime.internal.engine.UnusableObjectException;
import dev.hostcall.runtime.internal.memory.Image;
import dev.hostcall.runtime.internal.object.ElfObject;
import dev.hostcall.runtime.internal.object.ForeignFunction;
import dev.hostcall.runtime.internal.object.GuestObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
    private final String name;
    private final GuestObject object;
    private final LoadedCode code;
    private final List<Import> imports;
    private final Map<String, Export> exports;
    private @Nullable NavigableMap<Long, GuestObject.Function>
            functions; // by the address of their code; guarded by this

    private GuestModule(String name, GuestObject object) {
        this.name = name;
        this.object = object;
        this.imports = object.imports().stream()
                .map(in -> new Import(in.module(), in.name(), Signature.parse(in.signature())))
                .toList();
        this.exports = new LinkedHashMap<>();
        for (GuestObject.Export out : object.exports()) {
            Export export = new Export(out.name(), Signature.parse(out.signature()), out.entry(), 0);
            requireSlots(export.name(), export.signature());
            if (exports.put(export.name(), export) != null) {
                throw new IllegalArgumentException("it exports " + export.name() + " twice");
            }
        }
        imports.forEach(in -> requireSlots(in.qualifiedName(), in.signature()));
        this.code = new LoadedCode(this, object); // last: what is refused above is unloaded at once
    }

    private void requireSlots(String function, Signature signature) {
        int needed = Math.max(signature.parameters().size(), signature.results().size());
        if (needed > object.slots()) {
            throw new IllegalArgumentException(
                    "it has %d slots; %s%s needs %d".formatted(object.slots(), function, signature, needed));
        }
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
        String file = object.toString();
        try {
            return of(name, file, Files.readAllBytes(object));
        } catch (IOException | OutOfMemoryError e) {
            throw new GuestLoadException(file, unreadable(object, e), e);
        }
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
        try {
            return of(name, name, object.readAllBytes());
        } catch (IOException e) {
            throw new GuestLoadException(name, "it cannot be read: " + e, e);
        }
    }

    private static String unreadable(Path object, Throwable e) {
        if (Files.isDirectory(object)) {
            return "it is a directory; a guest object is a file, such as WasmCompiler.compile makes";
        }
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof OutOfMemoryError) {
            return "it is larger than what this JVM can read into one array";
        }
        return "it cannot be read: " + e;
    }

    private static GuestModule of(String name, String file, byte[] contents) {
        GuestObject loaded;
        try {
            loaded = GuestObject.load(name, contents);
        } catch (IOException e) {
            throw new GuestLoadException(file, "it cannot be loaded: " + e.getMessage(), e);
        } catch (ElfObject.Malformed | UnusableObjectException e) {
            throw new GuestLoadException(file, String.valueOf(e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            throw damaged(file, e);
        }
        try {
            return new GuestModule(name, loaded);
        } catch (IllegalArgumentException e) {
            loaded.unload();
            throw damaged(file, e);
        }
    }

    private static GuestLoadException damaged(String file, IllegalArgumentException e) {
        return new GuestLoadException(file, "its descriptor is damaged: " + e.getMessage(), e);
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
        code.close();
    }

    /**
     * Keeps the code mapped for one more holder, until {@link #release}.
     *
     * @throws InvalidStateException if the module is closed
     */
    void hold() {
        if (!code.hold()) {
            throw new InvalidStateException("an instance of guest " + name
                    + " was asked for, but its module is closed; load it again, or close it later");
        }
    }

    /** Ends a hold. */
    void release() {
        code.release();
    }

    /** The file's name without its ending, or as it was loaded under; stands in messages. */
    public String name() {
        return name;
    }

    /** What an instance needs from the host, in the guest's order. */
    public List<Import> imports() {
        return imports;
    }

    /** The functions an instance offers, in the guest's order. */
    public List<Export> exports() {
        return List.copyOf(exports.values());
    }

    /** One function an instance offers, if it does. */
    public Optional<Export> export(String function) {
        return Optional.ofNullable(exports.get(Objects.requireNonNull(function, "function")));
    }

    /** Whether the guest counts its instructions, so that it can be bounded and interrupted. */
    public boolean isMetered() {
        return object.isMetered();
    }

    /** Whether it has a start function, which must run before any export. */
    public boolean hasStart() {
        return object.start() != 0;
    }

    /** Pages of 64 KiB of linear memory at first. */
    public long memoryPages() {
        return object.memoryPages();
    }

    /** Pages of 64 KiB of linear memory at most. */
    public long memoryMaxPages() {
        return object.memoryMaxPages();
    }

    /**
     * Refuses what a region cannot hold safely.
     *
     * @throws LimitsExceededException if something does not fit
     */
    void checkFits(Limits limits, MemorySize size) {
        List<String> problems = new ArrayList<>();
        long memory = size.pages() * Memory.PAGE;
        if (memory > limits.memorySize()) {
            problems.add(
                    "needs %d bytes of memory at first, the region gives %d".formatted(memory, limits.memorySize()));
        }
        if (object.isGuarded() && object.memoryReserve() > limits.addressSpace()) {
            problems.add(("relies on %d bytes of guarded address space, the region gives %d (see Limits.addressSpace;"
                            + " or compile it with explicit bounds)")
                    .formatted(object.memoryReserve(), limits.addressSpace()));
        }
        if (slots() > ControlBlock.MAX_SLOTS) {
            problems.add("has a function with %d parameters or results, %d are supported"
                    .formatted(slots(), ControlBlock.MAX_SLOTS));
        }
        long data = (long) dataSize() + GuestLayout.Control.BYTES + ControlBlock.SLOT_BYTES;
        if (data > limits.stackSize() / 2) {
            problems.add("needs %d bytes for its own data, the region gives %d, half of the stack's size"
                    .formatted(data, limits.stackSize() / 2));
        }
        if (!problems.isEmpty()) {
            throw new LimitsExceededException("guest " + name + " " + String.join("; it ", problems));
        }
    }

    /** The name its memory is exported by, if it is. */
    Optional<String> exportedMemory() {
        return object.externs().stream()
                .filter(extern -> extern.kind() == GuestExternKind.MEMORY)
                .map(GuestObject.Extern::name)
                .findFirst();
    }

    /** The function of the guest that holds an address. */
    synchronized Optional<GuestFrame> frameAt(long pc) {
        if (functions == null) {
            NavigableMap<Long, GuestObject.Function> all = new TreeMap<>();
            for (GuestObject.Function function : object.functions()) {
                all.put(function.code(), function);
            }
            functions = all; // as a whole: the Java stack may be exhausted in between
        }
        return Optional.ofNullable(functions.floorEntry(pc))
                .map(Map.Entry::getValue)
                .flatMap(function -> function.name()
                        .map(text -> new GuestFrame(
                                name, text.isEmpty() ? "function " + function.index() : text, function.index())));
    }

    GuestObject object() {
        return object;
    }

    int slots() {
        return object.slots();
    }

    int dataSize() {
        return object.dataSize();
    }

    int flags() {
        return object.flags();
    }

    /** Address of the start function, or 0. */
    long start() {
        return object.start();
    }

    /** Address of the function that prepares an instance, or 0. */
    long initialize() {
        return object.initialize();
    }

    long imageSize() {
        return object.imageSize();
    }

    /** The first contents of linear memory, to be mapped. */
    Image image() {
        return code.image(object);
    }

    /** The first contents of linear memory, to be copied. */
    void copyImage(ByteBuffer into) {
        into.put(0, NativeEngine.view(object.image(), object.imageSize()), 0, (int) object.imageSize());
    }

    @Override
    public String toString() {
        return "GuestModule[" + name + (code.isClosed() ? ", closed]" : "]");
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
        private final String name;
        private final Signature signature;
        private final long entry;

        private final long callee;

        private Export(String name, Signature signature, long entry, long callee) {
            this.name = name;
            this.signature = signature;
            this.entry = entry;
            this.callee = callee;
        }

        /** As if the function that a reference leads to were exported. */
        static Export of(FunctionReference reference, ForeignFunction target) {
            return new Export(
                    reference.toString(), Signature.parse(target.signature()), target.entry(), target.address());
        }

        /** Its name. */
        public String name() {
            return name;
        }

        /** What it takes and returns. */
        public Signature signature() {
            return signature;
        }

        long entry() {
            return entry;
        }

        /** The reference that its entry expects in the control block, or 0. */
        long callee() {
            return callee;
        }

        @Override
        public String toString() {
            return name + signature;
        }
    }
}
