package dev.hostcall.runtime.internal;

import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A loaded guest object: its descriptor, read once. The object stays loaded until {@link #unload}. */
public final class GuestObject {
    private static final int MAGIC = 0x31474348;
    private static final int ABI_VERSION = 1;
    private static final long PAGE = 65_536;
    private static final long MAX_PAGES = 65_536;
    private static final int FLAG_METERED = 1;
    private static final int FLAG_GUARDED = 2;

    private final Pointer library;
    private final Descriptor descriptor;

    private GuestObject(Pointer library, Descriptor descriptor) {
        this.library = library;
        this.descriptor = descriptor;
    }

    /**
     * Loads an object that {@link ElfObject#check} has passed.
     *
     * @throws Unusable if the dynamic linker refuses it, or it was made for another version of the ABI
     */
    public static GuestObject load(Path path) throws Unusable {
        Pointer library = DynamicLinker.open(path);
        Pointer address = DynamicLinker.symbol(library, ElfObject.DESCRIPTOR_SYMBOL);
        try {
            check(address.getInt(0), address.getInt(4), address.getInt(8));
            Descriptor descriptor = new Descriptor(address);
            check(descriptor);
            return new GuestObject(library, descriptor);
        } catch (Unusable e) {
            DynamicLinker.close(library);
            throw e;
        }
    }

    private static void check(int magic, int version, int machine) throws Unusable {
        if (magic != MAGIC) {
            throw new Unusable("its descriptor begins with 0x%08x, not with 0x%08x".formatted(magic, MAGIC));
        }
        if (version != ABI_VERSION) {
            throw new Unusable("it was built for version %d of the guest ABI; this is version %d. Compile it anew"
                    .formatted(version, ABI_VERSION));
        }
        if (machine != ElfObject.Machine.CURRENT.code) {
            throw new Unusable("its descriptor is for " + ElfObject.Machine.name(machine) + "; this JVM runs on "
                    + ElfObject.Machine.CURRENT);
        }
    }

    /** What is relied on when memory is prepared: a contradiction there would end the JVM, not the guest. */
    private static void check(Descriptor found) throws Unusable {
        if (found.memory_max_pages < 0
                || found.memory_max_pages > MAX_PAGES
                || found.memory_pages < 0
                || found.memory_pages > found.memory_max_pages) {
            throw damaged(
                    "memory of %d pages at first, %d at most".formatted(found.memory_pages, found.memory_max_pages));
        }
        boolean imageFits = found.image_size >= 0 && found.image_size <= found.memory_pages * PAGE;
        if (!imageFits || (found.image_size > 0 && found.image == null)) {
            throw damaged(
                    "an image of %d bytes for memory of %d pages".formatted(found.image_size, found.memory_pages));
        }
        if (found.slots < 0 || found.data_size < 0 || found.import_count < 0 || found.export_count < 0) {
            throw damaged("%d slots, %d bytes of data, %d imports, %d exports"
                    .formatted(found.slots, found.data_size, found.import_count, found.export_count));
        }
    }

    private static Unusable damaged(String finding) {
        return new Unusable("its descriptor is damaged: " + finding);
    }

    /** Unmaps the code. No instance of it may be left. */
    public void unload() {
        DynamicLinker.close(library);
    }

    /** Whether the guest counts its instructions. */
    public boolean isMetered() {
        return (descriptor.flags & FLAG_METERED) != 0;
    }

    /** Whether the guest relies on inaccessible address space around its memory. */
    public boolean isGuarded() {
        return (descriptor.flags & FLAG_GUARDED) != 0;
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
            long at = i * 3L * Long.BYTES;
            imports.add(new Import(
                    text(descriptor.imports, at), text(descriptor.imports, at + 8), text(descriptor.imports, at + 16)));
        }
        return imports;
    }

    /** What the host can call. */
    public List<Export> exports() {
        List<Export> exports = new ArrayList<>();
        for (int i = 0; i < descriptor.export_count; i++) {
            long at = i * 3L * Long.BYTES;
            exports.add(new Export(
                    text(descriptor.exports, at),
                    text(descriptor.exports, at + 8),
                    Pointer.nativeValue(descriptor.exports.getPointer(at + 16))));
        }
        return exports;
    }

    private static String text(@Nullable Pointer table, long offset) {
        Pointer text = table == null ? null : table.getPointer(offset);
        if (text == null) {
            throw new IllegalArgumentException("a name is missing in a table of imports or exports");
        }
        return text.getString(0, "UTF-8");
    }

    /** One {@code struct guest_import}. */
    public record Import(String module, String name, String signature) {}

    /** One {@code struct guest_export}; {@code entry} is an address. */
    public record Export(String name, String signature, long entry) {}

    /** {@code struct guest_descriptor}. Public fields in its order, as JNA wants them. */
    @Structure.FieldOrder({
        "magic",
        "abi_version",
        "machine",
        "flags",
        "slots",
        "data_size",
        "import_count",
        "export_count",
        "imports",
        "exports",
        "memory_pages",
        "memory_max_pages",
        "memory_reserve",
        "image",
        "image_size",
        "initialize",
        "start"
    })
    public static final class Descriptor extends Structure {
        public int magic;
        public int abi_version;
        public int machine;
        public int flags;
        public int slots;
        public int data_size;
        public int import_count;
        public int export_count;
        public Pointer imports = Pointer.NULL;
        public Pointer exports = Pointer.NULL;
        public long memory_pages;
        public long memory_max_pages;
        public long memory_reserve;
        public Pointer image = Pointer.NULL;
        public long image_size;
        public Pointer initialize = Pointer.NULL;
        public Pointer start = Pointer.NULL;

        Descriptor(Pointer address) {
            super(address);
            read();
        }
    }

    /** Why an object cannot be used; the message continues a sentence that names the file. */
    public static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }
}
