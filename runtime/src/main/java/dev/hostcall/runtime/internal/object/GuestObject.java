package dev.hostcall.runtime.internal.object;

import com.sun.jna.Pointer;
import dev.hostcall.abi.GuestAbi;
import dev.hostcall.abi.GuestExternKind;
import dev.hostcall.abi.GuestFlag;
import dev.hostcall.abi.GuestLayout;
import dev.hostcall.abi.GuestLayout.Descriptor;
import dev.hostcall.abi.GuestLayout.Fault;
import dev.hostcall.runtime.internal.engine.DynamicLinker;
import dev.hostcall.runtime.internal.engine.NativeEngine;
import dev.hostcall.runtime.internal.engine.UnusableObjectException;
import dev.hostcall.runtime.internal.engine.Utf8;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A loaded guest object: its descriptor, read once. The object stays loaded until {@link #unload}. */
public final class GuestObject {
    private final Pointer library;
    private final GuestDescriptor descriptor;
    private final List<Global> globals;
    private final List<Table> tables;
    private final List<Extern> externs;
    private final Optional<MemoryImport> memoryImport;

    private GuestObject(Pointer library, GuestDescriptor descriptor) {
        this.library = library;
        this.descriptor = descriptor;
        this.globals = readGlobals(descriptor);
        this.tables = readTables(descriptor);
        this.externs = readExterns(descriptor);
        this.memoryImport = readMemoryImport(descriptor);
    }

    /**
     * Loads an object.
     *
     * @param name stands for it in {@code /proc/self/maps} and in the linker's messages
     * @throws ElfObject.Malformed if it is no guest object
     * @throws UnusableObjectException if the dynamic linker refuses it, or it was made for another version of the ABI
     * @throws IOException if there is no place to load it from
     */
    public static GuestObject load(String name, byte[] object)
            throws ElfObject.Malformed, UnusableObjectException, IOException {
        ElfObject.check(object);
        NativeEngine.load();
        Pointer library = DynamicLinker.open(name, object);
        Pointer address = DynamicLinker.symbol(library, GuestAbi.DESCRIPTOR_SYMBOL);
        try {
            check(
                    address.getInt(Descriptor.MAGIC),
                    address.getInt(Descriptor.ABI_VERSION),
                    address.getInt(Descriptor.MACHINE));
            GuestDescriptor descriptor = new GuestDescriptor(address);
            check(descriptor);
            return new GuestObject(library, descriptor);
        } catch (UnusableObjectException | IllegalArgumentException e) {
            DynamicLinker.close(library);
            throw e;
        }
    }

    private static void check(int magic, int version, int machine) throws UnusableObjectException {
        if (magic != GuestAbi.MAGIC) {
            throw new UnusableObjectException(
                    "its descriptor begins with 0x%08x, not with 0x%08x".formatted(magic, GuestAbi.MAGIC));
        }
        if (version != GuestAbi.VERSION) {
            throw new UnusableObjectException(
                    "it was built for version %d of the guest ABI; this is version %d. Compile it anew"
                            .formatted(version, GuestAbi.VERSION));
        }
        if (!ElfObject.isThisMachine(machine)) {
            throw new UnusableObjectException("its descriptor is for " + ElfObject.title(machine)
                    + "; this JVM runs on " + ElfObject.thisMachine());
        }
    }

    /** What is relied on when memory is prepared: a contradiction there would end the JVM, not the guest. */
    private static void check(GuestDescriptor found) throws UnusableObjectException {
        if (found.memory_max_pages < 0
                || found.memory_max_pages > GuestAbi.MAX_PAGES
                || found.memory_pages < 0
                || found.memory_pages > found.memory_max_pages) {
            throw damaged(
                    "memory of %d pages at first, %d at most".formatted(found.memory_pages, found.memory_max_pages));
        }
        boolean imageFits = found.image_size >= 0 && found.image_size <= found.memory_pages * GuestAbi.PAGE;
        if (!imageFits || (found.image_size > 0 && found.image == null)) {
            throw damaged(
                    "an image of %d bytes for memory of %d pages".formatted(found.image_size, found.memory_pages));
        }
        if (found.slots < 0 || found.data_size < 0 || found.import_count < 0 || found.export_count < 0) {
            throw damaged("%d slots, %d bytes of data, %d imports, %d exports"
                    .formatted(found.slots, found.data_size, found.import_count, found.export_count));
        }
    }

    private static UnusableObjectException damaged(String finding) {
        return new UnusableObjectException("its descriptor is damaged: " + finding);
    }

    /** Unmaps the code. No instance of it may be left. */
    public void unload() {
        DynamicLinker.close(library);
    }

    /** Whether the guest counts its instructions. */
    public boolean isMetered() {
        return (descriptor.flags & GuestFlag.METERED) != 0;
    }

    /** Whether the guest relies on inaccessible address space around its memory. */
    public boolean isGuarded() {
        return (descriptor.flags & GuestFlag.GUARDED) != 0;
    }

    /** The descriptor's flags, as the control block wants them. */
    public int flags() {
        return descriptor.flags;
    }

    /** Argument slots used. */
    public int slots() {
        return descriptor.slots;
    }

    /** Bytes of instance data below the slots. */
    public int dataSize() {
        return descriptor.data_size;
    }

    /** Pages of linear memory at first. */
    public long memoryPages() {
        return descriptor.memory_pages;
    }

    /** Pages of linear memory at most. */
    public long memoryMaxPages() {
        return descriptor.memory_max_pages;
    }

    /** Bytes of address space from the memory's base on that an access may reach. */
    public long memoryReserve() {
        return descriptor.memory_reserve;
    }

    /** Address of the initial contents of linear memory, or 0. */
    public long image() {
        return Pointer.nativeValue(descriptor.image);
    }

    /** Bytes of the initial contents. */
    public long imageSize() {
        return descriptor.image_size;
    }

    /** Address of the function that prepares an instance, or 0. */
    public long initialize() {
        return Pointer.nativeValue(descriptor.initialize);
    }

    /** Address of the start function, or 0. */
    public long start() {
        return Pointer.nativeValue(descriptor.start);
    }

    /** What the guest needs from the host, in the order of the indices it calls with. */
    public List<Import> imports() {
        List<Import> imports = new ArrayList<>();
        for (int i = 0; i < descriptor.import_count; i++) {
            Pointer at = row(descriptor.imports, i, GuestLayout.Import.BYTES);
            imports.add(new Import(
                    text(at, GuestLayout.Import.MODULE),
                    text(at, GuestLayout.Import.NAME),
                    text(at, GuestLayout.Import.SIGNATURE)));
        }
        return imports;
    }

    /** What the host can call. */
    public List<Export> exports() {
        List<Export> exports = new ArrayList<>();
        for (int i = 0; i < descriptor.export_count; i++) {
            Pointer at = row(descriptor.exports, i, GuestLayout.Export.BYTES);
            exports.add(new Export(
                    text(at, GuestLayout.Export.NAME),
                    text(at, GuestLayout.Export.SIGNATURE),
                    Pointer.nativeValue(at.getPointer(GuestLayout.Export.ENTRY))));
        }
        return exports;
    }

    /** Globals that are imported or exported. */
    public List<Global> globals() {
        return globals;
    }

    private static List<Global> readGlobals(GuestDescriptor descriptor) {
        List<Global> globals = new ArrayList<>();
        for (int i = 0; i < descriptor.global_count; i++) {
            Pointer at = row(descriptor.globals, i, GuestLayout.Global.BYTES);
            globals.add(new Global(
                    optionalText(at, GuestLayout.Global.MODULE),
                    optionalText(at, GuestLayout.Global.NAME),
                    at.getInt(GuestLayout.Global.OFFSET),
                    (char) at.getByte(GuestLayout.Global.TYPE),
                    at.getByte(GuestLayout.Global.IS_MUTABLE) != 0,
                    at.getByte(GuestLayout.Global.IS_CELL) != 0));
        }
        return globals;
    }

    /** Tables that the host owns. */
    public List<Table> tables() {
        return tables;
    }

    private static List<Table> readTables(GuestDescriptor descriptor) {
        List<Table> tables = new ArrayList<>();
        for (int i = 0; i < descriptor.table_count; i++) {
            Pointer at = row(descriptor.tables, i, GuestLayout.TableInfo.BYTES);
            tables.add(new Table(
                    optionalText(at, GuestLayout.TableInfo.MODULE),
                    optionalText(at, GuestLayout.TableInfo.NAME),
                    at.getLong(GuestLayout.TableInfo.MIN),
                    at.getLong(GuestLayout.TableInfo.MAX),
                    at.getInt(GuestLayout.TableInfo.OFFSET),
                    (char) at.getInt(GuestLayout.TableInfo.TYPE)));
        }
        return tables;
    }

    /** Exports that are no functions. */
    public List<Extern> externs() {
        return externs;
    }

    private static List<Extern> readExterns(GuestDescriptor descriptor) {
        List<Extern> externs = new ArrayList<>();
        for (int i = 0; i < descriptor.extern_count; i++) {
            Pointer at = row(descriptor.externs, i, GuestLayout.Extern.BYTES);
            externs.add(new Extern(
                    text(at, GuestLayout.Extern.NAME),
                    at.getInt(GuestLayout.Extern.KIND),
                    at.getInt(GuestLayout.Extern.INDEX)));
        }
        return externs;
    }

    /** Where functions' code begins, by rising address. */
    public List<Function> functions() {
        List<Function> functions = new ArrayList<>();
        for (int i = 0; i < descriptor.name_count; i++) {
            Pointer at = row(descriptor.names, i, GuestLayout.Name.BYTES);
            functions.add(new Function(
                    Pointer.nativeValue(at.getPointer(GuestLayout.Name.CODE)),
                    optionalText(at, GuestLayout.Name.NAME),
                    at.getLong(GuestLayout.Name.INDEX)));
        }
        functions.sort(Comparator.comparingLong(Function::code));
        return functions;
    }

    /** What an access that faulted has paid for, but not executed; 0 if it is not in the object's list. */
    public int refund(long pc) {
        long begin = Pointer.nativeValue(descriptor.faults);
        long end = Pointer.nativeValue(descriptor.faults_end);
        if (begin == end) {
            return 0;
        }
        ByteBuffer faults = NativeEngine.view(begin, end - begin);
        for (int at = 0; at < faults.capacity(); at += Fault.BYTES) {
            if (begin + at + faults.getInt(at + Fault.PC) == pc) {
                return faults.getInt(at + Fault.REFUND);
            }
        }
        return 0;
    }

    /** What linear memory is imported as, {@code module.name}; empty if it is not. */
    public Optional<MemoryImport> memoryImport() {
        return memoryImport;
    }

    private static Optional<MemoryImport> readMemoryImport(GuestDescriptor descriptor) {
        return Pointer.nativeValue(descriptor.memory_name) == 0
                ? Optional.empty()
                : Optional.of(new MemoryImport(Utf8.read(descriptor.memory_module), Utf8.read(descriptor.memory_name)));
    }

    private static Pointer row(@Nullable Pointer table, int index, int bytes) {
        if (table == null) {
            throw new IllegalArgumentException("a list of imports, exports or other parts is missing");
        }
        return table.share((long) index * bytes);
    }

    private static String text(Pointer row, long offset) {
        Pointer text = row.getPointer(offset);
        if (text == null) {
            throw new IllegalArgumentException("a name is missing in a table of imports or exports");
        }
        return Utf8.read(text);
    }

    private static Optional<String> optionalText(Pointer row, long offset) {
        Pointer text = row.getPointer(offset);
        return text == null ? Optional.empty() : Optional.of(Utf8.read(text));
    }

    /** One {@code struct guest_import}. */
    public record Import(String module, String name, String signature) {}

    /** One {@code struct guest_export}; {@code entry} is an address. */
    public record Export(String name, String signature, long entry) {}

    /** One {@code struct guest_global}; the names are there if it is imported. */
    public record Global(
            Optional<String> module, Optional<String> name, int offset, char type, boolean isMutable, boolean isCell) {}

    /** One {@code struct guest_table_info}; the names are there if it is imported. */
    public record Table(Optional<String> module, Optional<String> name, long min, long max, int offset, char type) {}

    /** One {@code struct guest_extern}; {@code kind} is one of {@link GuestExternKind}. */
    public record Extern(String name, int kind, int index) {}

    /** One {@code struct guest_name}; without a name, it is no function of the guest. */
    public record Function(long code, Optional<String> name, long index) {}

    /** What memory is imported as. */
    public record MemoryImport(String module, String name) {}
}
