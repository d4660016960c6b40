package dev.hostcall.runtime.internal.object;

import com.sun.jna.Pointer;
import com.sun.jna.Structure;

/** {@code struct guest_descriptor} of {@code guest.h}: public fields in its order and under its names, as JNA wants them. */
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
    "start",
    "global_count",
    "table_count",
    "extern_count",
    "name_count",
    "globals",
    "tables",
    "externs",
    "names",
    "faults",
    "faults_end",
    "memory_module",
    "memory_name"
})
public final class GuestDescriptor extends Structure {
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
    public int global_count;
    public int table_count;
    public int extern_count;
    public int name_count;
    public Pointer globals = Pointer.NULL;
    public Pointer tables = Pointer.NULL;
    public Pointer externs = Pointer.NULL;
    public Pointer names = Pointer.NULL;
    public Pointer faults = Pointer.NULL;
    public Pointer faults_end = Pointer.NULL;
    public Pointer memory_module = Pointer.NULL;
    public Pointer memory_name = Pointer.NULL;

    GuestDescriptor(Pointer address) {
        super(address);
        // Not read(): it leaves a set of JNA's in a variable of the thread, which then holds JNA's class loader, and
        // ours.
        getFieldOrder().forEach(this::readField);
    }
}
