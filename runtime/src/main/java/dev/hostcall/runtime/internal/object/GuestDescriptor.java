package dev.hostcall.runtime.internal.object;

import com.sun.jna.Pointer;
import dev.hostcall.abi.GuestLayout.Descriptor;

/**
 * {@code struct guest_descriptor} of {@code guest.h}, under its names. It is no JNA {@code Structure}: JNA keeps the fields of
 * those for good, and with them our class loader, where its own outlives ours.
 */
public final class GuestDescriptor {
    public final int magic;
    public final int abi_version;
    public final int machine;
    public final int flags;
    public final int slots;
    public final int data_size;
    public final int import_count;
    public final int export_count;
    public final Pointer imports;
    public final Pointer exports;
    public final long memory_pages;
    public final long memory_max_pages;
    public final long memory_reserve;
    public final Pointer image;
    public final long image_size;
    public final Pointer initialize;
    public final Pointer start;
    public final int global_count;
    public final int table_count;
    public final int extern_count;
    public final int name_count;
    public final Pointer globals;
    public final Pointer tables;
    public final Pointer externs;
    public final Pointer names;
    public final Pointer faults;
    public final Pointer faults_end;
    public final Pointer memory_module;
    public final Pointer memory_name;
    public final int tag_count;
    public final int thrown;
    public final Pointer tags;
    public final int memory_address;
    public final int memory_count;
    public final Pointer memories;
    public final long image_start;

    GuestDescriptor(Pointer address) {
        magic = address.getInt(Descriptor.MAGIC);
        abi_version = address.getInt(Descriptor.ABI_VERSION);
        machine = address.getInt(Descriptor.MACHINE);
        flags = address.getInt(Descriptor.FLAGS);
        slots = address.getInt(Descriptor.SLOTS);
        data_size = address.getInt(Descriptor.DATA_SIZE);
        import_count = address.getInt(Descriptor.IMPORT_COUNT);
        export_count = address.getInt(Descriptor.EXPORT_COUNT);
        imports = address.getPointer(Descriptor.IMPORTS);
        exports = address.getPointer(Descriptor.EXPORTS);
        memory_pages = address.getLong(Descriptor.MEMORY_PAGES);
        memory_max_pages = address.getLong(Descriptor.MEMORY_MAX_PAGES);
        memory_reserve = address.getLong(Descriptor.MEMORY_RESERVE);
        image = address.getPointer(Descriptor.IMAGE);
        image_size = address.getLong(Descriptor.IMAGE_SIZE);
        initialize = address.getPointer(Descriptor.INITIALIZE);
        start = address.getPointer(Descriptor.START);
        global_count = address.getInt(Descriptor.GLOBAL_COUNT);
        table_count = address.getInt(Descriptor.TABLE_COUNT);
        extern_count = address.getInt(Descriptor.EXTERN_COUNT);
        name_count = address.getInt(Descriptor.NAME_COUNT);
        globals = address.getPointer(Descriptor.GLOBALS);
        tables = address.getPointer(Descriptor.TABLES);
        externs = address.getPointer(Descriptor.EXTERNS);
        names = address.getPointer(Descriptor.NAMES);
        faults = address.getPointer(Descriptor.FAULTS);
        faults_end = address.getPointer(Descriptor.FAULTS_END);
        memory_module = address.getPointer(Descriptor.MEMORY_MODULE);
        memory_name = address.getPointer(Descriptor.MEMORY_NAME);
        tag_count = address.getInt(Descriptor.TAG_COUNT);
        thrown = address.getInt(Descriptor.THROWN);
        tags = address.getPointer(Descriptor.TAGS);
        memory_address = address.getInt(Descriptor.MEMORY_ADDRESS);
        memory_count = address.getInt(Descriptor.MEMORY_COUNT);
        memories = address.getPointer(Descriptor.MEMORIES);
        image_start = address.getLong(Descriptor.IMAGE_START);
    }
}
