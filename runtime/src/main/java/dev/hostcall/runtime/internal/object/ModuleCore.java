package dev.hostcall.runtime.internal.object;

import dev.hostcall.abi.BuildTarget;
import dev.hostcall.abi.GuestExternKind;
import dev.hostcall.abi.GuestLayout;
import dev.hostcall.abi.SignatureText;
import dev.hostcall.runtime.GuestFrame;
import dev.hostcall.runtime.GuestModule.Import;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.LimitsExceededException;
import dev.hostcall.runtime.Signature;
import dev.hostcall.runtime.internal.engine.ControlBlock;
import dev.hostcall.runtime.internal.engine.NativeEngine;
import dev.hostcall.runtime.internal.front.Core;
import dev.hostcall.runtime.internal.front.Front;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A guest object, loaded, as instances run it. Immutable but for {@link #close} and {@link #resolution}; thread-safe. */
public final class ModuleCore extends Core {
    private final String name;
    private final GuestObject object;
    private final LoadedCode code;
    private final MemorySize memory;
    private final List<Import> imports;
    private final List<String> importTypes;
    private final boolean hasPreciseImports;
    private final List<Long> starts;
    private final Map<String, ExportedFunction> exports = new LinkedHashMap<>();
    private @Nullable NavigableMap<Long, GuestObject.Function>
            functions; // by the address of their code; guarded by this

    /** The first contents of linear memory, seen by whoever copied them first; only for who holds the code. */
    private volatile @Nullable ByteBuffer contents;

    /** How it was linked last, if it may be linked so again; any of several is right. */
    private volatile @Nullable Resolution resolution;

    /** Takes an object over. Throws an {@code IllegalArgumentException} that says what is wrong with it. */
    public ModuleCore(String name, GuestObject object) {
        this.name = name;
        this.object = object;
        this.memory = new MemorySize(object.memoryPages(), object.memoryMaxPages());
        List<GuestObject.Import> wanted = object.imports();
        this.imports = wanted.stream()
                .map(in -> new Import(in.module(), in.name(), Signature.parse(in.signature())))
                .toList();
        this.importTypes = wanted.stream().map(GuestObject.Import::signature).toList();
        this.hasPreciseImports = importTypes.stream().anyMatch(SignatureText::isPrecise);
        for (GuestObject.Export out : object.exports()) {
            ExportedFunction export = ExportedFunction.of(out);
            requireSlots(export.name(), export.signature());
            if (exports.put(export.name(), export) != null) {
                throw new IllegalArgumentException("it exports " + export.name() + " twice");
            }
        }
        imports.forEach(in -> requireSlots(in.qualifiedName(), in.signature()));
        long initializer = export(BuildTarget.INITIALIZE)
                .filter(function -> function.signature().slots() == 0)
                .map(ExportedFunction::entry)
                .orElse(0L);
        this.starts = Stream.of(object.start(), initializer)
                .filter(entry -> entry != 0)
                .toList();
        this.code = new LoadedCode(this, object); // last: what is refused above is unloaded at once
    }

    private void requireSlots(String function, Signature signature) {
        int needed = signature.slots();
        if (needed > object.slots()) {
            throw new IllegalArgumentException(
                    "it has %d slots; %s%s needs %d".formatted(object.slots(), function, signature, needed));
        }
    }

    // ---- its life ----

    /** Unloads the code as soon as nobody holds it. */
    public void close() {
        code.close();
    }

    /** Whether nobody new can hold it. */
    public boolean isClosed() {
        return code.isClosed();
    }

    /**
     * Keeps the code mapped for one more holder, until {@link #release}.
     *
     * @throws InvalidStateException if the module is closed
     */
    public void hold() {
        if (!code.hold()) {
            throw Front.invalidState("cannot make an instance of guest " + name
                    + ": its module is closed; load it again, or close it later");
        }
    }

    /** Ends a hold. */
    public void release() {
        code.release();
    }

    // ---- what it says of itself ----

    /** Stands in messages. */
    public String name() {
        return name;
    }

    /** The functions it needs, in the guest's order. */
    public List<Import> imports() {
        return imports;
    }

    /** Their types, in the notation of guests. */
    public List<String> importTypes() {
        return importTypes;
    }

    /** Whether one of these says more of references than Java's types do. */
    public boolean hasPreciseImports() {
        return hasPreciseImports;
    }

    /** The functions it offers, in the guest's order. */
    public Collection<ExportedFunction> exports() {
        return Collections.unmodifiableCollection(exports.values());
    }

    /** One function it offers, if it does. */
    public Optional<ExportedFunction> export(String function) {
        return Optional.ofNullable(exports.get(function));
    }

    /** One function it offers; refused, with a list of those it does, if it does not. */
    public ExportedFunction requireExport(String function) {
        return export(Objects.requireNonNull(function, "function"))
                .orElseThrow(() -> new IllegalArgumentException("guest %s exports no function \"%s\"; it exports %s"
                        .formatted(name, function, List.copyOf(exports.values()))));
    }

    /** The memories it exports: their indices by name. */
    public Map<String, Integer> exportedMemories() {
        return object.externs().stream()
                .filter(extern -> extern.kind() == GuestExternKind.MEMORY)
                .collect(Collectors.toMap(GuestObject.Extern::name, GuestObject.Extern::index));
    }

    /** How its imports were resolved last, if they may be resolved so again. */
    public @Nullable Resolution resolution() {
        return resolution;
    }

    public void resolution(Resolution next) {
        resolution = next;
    }

    /** Whether something is to run before all that it exports. */
    public boolean hasStart() {
        return !starts.isEmpty();
    }

    /**
     * Where to enter what is to run before all that it exports: its start function, and then that by which modules of the component
     * model's build target are initialized.
     */
    public List<Long> starts() {
        return starts;
    }

    /** Whether it counts its instructions. */
    public boolean isMetered() {
        return object.isMetered();
    }

    /** How much memory it asks for. */
    public MemorySize memory() {
        return memory;
    }

    /** All else. */
    public GuestObject object() {
        return object;
    }

    /**
     * Refuses what a region cannot hold safely.
     *
     * @throws LimitsExceededException if something does not fit
     */
    public void checkFits(Limits limits, MemorySize size) {
        List<String> problems = new ArrayList<>();
        if (size.bytes() > limits.memorySize()) {
            problems.add("needs %d bytes of memory at first, the region gives %d"
                    .formatted(size.bytes(), limits.memorySize()));
        }
        long further = 0;
        for (GuestObject.Memory memory : object.furtherMemories()) {
            further += memory.size().bytes();
        }
        if (further > limits.memorySize()) {
            problems.add("needs %d bytes at first for its further memories, the region gives %d"
                    .formatted(further, limits.memorySize()));
        }
        if (object.isGuarded() && object.memoryReserve() > limits.addressSpace()) {
            problems.add(("relies on %d bytes of guarded address space, the region gives %d (see Limits.addressSpace;"
                            + " or compile it with explicit bounds)")
                    .formatted(object.memoryReserve(), limits.addressSpace()));
        }
        if (object.slots() > ControlBlock.MAX_SLOTS) {
            problems.add("has a function with %d parameters or results, %d are supported"
                    .formatted(object.slots(), ControlBlock.MAX_SLOTS));
        }
        long data = (long) object.dataSize() + GuestLayout.Control.BYTES + ControlBlock.SLOT_BYTES;
        if (data > limits.stackSize() / 2) {
            problems.add("needs %d bytes for its own data, the region gives %d, half of the stack's size"
                    .formatted(data, limits.stackSize() / 2));
        }
        if (!problems.isEmpty()) {
            throw Front.limitsExceeded("guest " + name + " " + String.join("; it ", problems));
        }
    }

    /** The function of the guest that holds an address. */
    public synchronized Optional<GuestFrame> frameAt(long pc) {
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

    /** The first contents of linear memory, to be mapped; only for who holds the code. */
    public Image image() {
        return code.image(object);
    }

    /** The first contents of linear memory, to be copied; likewise. */
    public void copyImage(ByteBuffer into, int at) {
        ByteBuffer present = contents;
        if (present == null) {
            present = NativeEngine.view(object.image(), object.imageSize());
            contents = present;
        }
        into.put(at, present, 0, (int) object.imageSize());
    }
}
