package dev.hostcall.runtime.internal.object;

import com.sun.jna.Pointer;
import dev.hostcall.abi.GuestAbi;
import dev.hostcall.abi.GuestExternKind;
import dev.hostcall.abi.GuestFlag;
import dev.hostcall.abi.GuestLayout.Descriptor;
import dev.hostcall.abi.GuestLayout.Fault;
import dev.hostcall.runtime.internal.engine.DynamicLinker;
import dev.hostcall.runtime.internal.engine.NativeEngine;
import dev.hostcall.runtime.internal.engine.UnusableObjectException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** A loaded guest object: its descriptor, read once. The object stays loaded until {@link #unload}. */
public final class GuestObject {
    private final Pointer library;
    private final GuestDescriptor descriptor;
    private final DescriptorLists lists;
    private final List<Global> globals;
    private final List<Table> tables;
    private final List<Tag> tags;
    private final List<Memory> memories;
    private final List<Extern> externs;
    private final Optional<MemoryImport> memoryImport;

    private GuestObject(Pointer library, GuestDescriptor descriptor) {
        this.library = library;
        this.descriptor = descriptor;
        this.lists = new DescriptorLists(descriptor);
        this.globals = lists.globals();
        this.tables = lists.tables();
        this.tags = lists.tags();
        this.memories = lists.memories();
        this.externs = lists.externs();
        this.memoryImport = lists.memoryImport();
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
        long bytes = found.memory_pages * GuestAbi.PAGE;
        boolean imageFits = found.image_start >= 0
                && found.image_start <= bytes
                && found.image_start % GuestAbi.PAGE == 0
                && found.image_size >= 0
                && found.image_size <= bytes - found.image_start;
        if (!imageFits || (found.image_size > 0 && found.image == null)) {
            throw damaged("an image of %d bytes at %d for memory of %d pages"
                    .formatted(found.image_size, found.image_start, found.memory_pages));
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

    /** Whether addresses of linear memory have 64 bits. */
    public boolean isMemoryWide() {
        return lists.isMemoryWide();
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

    /** Where they begin in linear memory: whole pages. */
    public long imageStart() {
        return descriptor.image_start;
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
        return lists.imports();
    }

    /** What the host can call. */
    public List<Export> exports() {
        return lists.exports();
    }

    /** Globals that are imported or exported. */
    public List<Global> globals() {
        return globals;
    }

    /** Tables that the host owns. */
    public List<Table> tables() {
        return tables;
    }

    /** All tags. */
    public List<Tag> tags() {
        return tags;
    }

    /** Memories other than the first. */
    public List<Memory> furtherMemories() {
        return memories;
    }

    /** Whether the guest goes on after a hostcall that throws, as it may catch the exception. */
    public boolean catchesExceptions() {
        return (descriptor.flags & GuestFlag.HANDLERS) != 0;
    }

    /** Whether the guest may wait on its memory. */
    public boolean waits() {
        return (descriptor.flags & GuestFlag.WAITS) != 0;
    }

    /** Where its data has the functions that were under way where it has thrown. */
    public int thrown() {
        return descriptor.thrown;
    }

    /** Exports that are no functions. */
    public List<Extern> externs() {
        return externs;
    }

    /** Where functions' code begins, by rising address. */
    public List<Function> functions() {
        return lists.functions();
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

    /** One {@code struct guest_import}. */
    public record Import(String module, String name, String signature) {}

    /** One {@code struct guest_export}; {@code entry} is an address. */
    public record Export(String name, String signature, long entry) {}

    /** One {@code struct guest_global}; the names are there if it is imported, and the type is written as in signatures. */
    public record Global(
            Optional<String> module,
            Optional<String> name,
            int offset,
            String type,
            boolean isMutable,
            boolean isCell) {}

    /** One {@code struct guest_table_info}, as {@link Global}. {@code isWide}: indices have 64 bits. */
    public record Table(
            Optional<String> module,
            Optional<String> name,
            long min,
            long max,
            int offset,
            String type,
            boolean isWide) {}

    /** One {@code struct guest_memory_info}; the names are there if it is imported. {@code isWide}: addresses have 64 bits. */
    public record Memory(Optional<String> module, Optional<String> name, MemorySize size, int offset, boolean isWide) {}

    /** One {@code struct guest_tag_info}; the names are there if it is imported. */
    public record Tag(Optional<String> module, Optional<String> name, String signature, int offset) {}

    /** One {@code struct guest_extern}; {@code kind} is one of {@link GuestExternKind}. */
    public record Extern(String name, int kind, int index) {}

    /** One {@code struct guest_name}; without a name, it is no function of the guest. */
    public record Function(long code, Optional<String> name, long index) {}

    /** What memory is imported as. */
    public record MemoryImport(String module, String name) {}
}
