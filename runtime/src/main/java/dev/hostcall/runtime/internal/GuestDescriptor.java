package dev.hostcall.runtime.internal;

import com.sun.jna.Pointer;

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

    GuestDescriptor(Pointer address) {
        magic = address.getInt(0);
        abi_version = address.getInt(4);
        machine = address.getInt(8);
        flags = address.getInt(12);
        slots = address.getInt(16);
        data_size = address.getInt(20);
        import_count = address.getInt(24);
        export_count = address.getInt(28);
        imports = address.getPointer(32);
        exports = address.getPointer(40);
        memory_pages = address.getLong(48);
        memory_max_pages = address.getLong(56);
        memory_reserve = address.getLong(64);
        image = address.getPointer(72);
        image_size = address.getLong(80);
        initialize = address.getPointer(88);
        start = address.getPointer(96);
        global_count = address.getInt(104);
        table_count = address.getInt(108);
        extern_count = address.getInt(112);
        name_count = address.getInt(116);
        globals = address.getPointer(120);
        tables = address.getPointer(128);
        externs = address.getPointer(136);
        names = address.getPointer(144);
        faults = address.getPointer(152);
        faults_end = address.getPointer(160);
        memory_module = address.getPointer(168);
        memory_name = address.getPointer(176);
    }
}
