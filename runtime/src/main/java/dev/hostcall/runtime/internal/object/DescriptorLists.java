package dev.hostcall.runtime.internal.object;

import com.sun.jna.Pointer;
import dev.hostcall.abi.GuestLayout;
import dev.hostcall.runtime.internal.engine.Utf8;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the lists that a guest's descriptor leads to. What is missing there is an {@code IllegalArgumentException}. */
final class DescriptorLists {
    private final GuestDescriptor descriptor;

    DescriptorLists(GuestDescriptor descriptor) {
        this.descriptor = descriptor;
    }

    List<GuestObject.Import> imports() {
        List<GuestObject.Import> imports = new ArrayList<>();
        for (int i = 0; i < descriptor.import_count; i++) {
            Pointer at = row(descriptor.imports, i, GuestLayout.Import.BYTES);
            imports.add(new GuestObject.Import(
                    text(at, GuestLayout.Import.MODULE),
                    text(at, GuestLayout.Import.NAME),
                    text(at, GuestLayout.Import.SIGNATURE)));
        }
        return imports;
    }

    List<GuestObject.Export> exports() {
        List<GuestObject.Export> exports = new ArrayList<>();
        for (int i = 0; i < descriptor.export_count; i++) {
            Pointer at = row(descriptor.exports, i, GuestLayout.Export.BYTES);
            exports.add(new GuestObject.Export(
                    text(at, GuestLayout.Export.NAME),
                    text(at, GuestLayout.Export.SIGNATURE),
                    Pointer.nativeValue(at.getPointer(GuestLayout.Export.ENTRY))));
        }
        return exports;
    }

    List<GuestObject.Global> globals() {
        List<GuestObject.Global> globals = new ArrayList<>();
        for (int i = 0; i < descriptor.global_count; i++) {
            Pointer at = row(descriptor.globals, i, GuestLayout.Global.BYTES);
            globals.add(new GuestObject.Global(
                    optionalText(at, GuestLayout.Global.MODULE),
                    optionalText(at, GuestLayout.Global.NAME),
                    at.getInt(GuestLayout.Global.OFFSET),
                    (char) at.getByte(GuestLayout.Global.TYPE),
                    at.getByte(GuestLayout.Global.IS_MUTABLE) != 0,
                    at.getByte(GuestLayout.Global.IS_CELL) != 0));
        }
        return globals;
    }

    List<GuestObject.Table> tables() {
        List<GuestObject.Table> tables = new ArrayList<>();
        for (int i = 0; i < descriptor.table_count; i++) {
            Pointer at = row(descriptor.tables, i, GuestLayout.TableInfo.BYTES);
            tables.add(new GuestObject.Table(
                    optionalText(at, GuestLayout.TableInfo.MODULE),
                    optionalText(at, GuestLayout.TableInfo.NAME),
                    at.getLong(GuestLayout.TableInfo.MIN),
                    at.getLong(GuestLayout.TableInfo.MAX),
                    at.getInt(GuestLayout.TableInfo.OFFSET),
                    (char) at.getInt(GuestLayout.TableInfo.TYPE)));
        }
        return tables;
    }

    List<GuestObject.Extern> externs() {
        List<GuestObject.Extern> externs = new ArrayList<>();
        for (int i = 0; i < descriptor.extern_count; i++) {
            Pointer at = row(descriptor.externs, i, GuestLayout.Extern.BYTES);
            externs.add(new GuestObject.Extern(
                    text(at, GuestLayout.Extern.NAME),
                    at.getInt(GuestLayout.Extern.KIND),
                    at.getInt(GuestLayout.Extern.INDEX)));
        }
        return externs;
    }

    List<GuestObject.Function> functions() {
        List<GuestObject.Function> functions = new ArrayList<>();
        for (int i = 0; i < descriptor.name_count; i++) {
            Pointer at = row(descriptor.names, i, GuestLayout.Name.BYTES);
            functions.add(new GuestObject.Function(
                    Pointer.nativeValue(at.getPointer(GuestLayout.Name.CODE)),
                    optionalText(at, GuestLayout.Name.NAME),
                    at.getLong(GuestLayout.Name.INDEX)));
        }
        functions.sort(Comparator.comparingLong(GuestObject.Function::code));
        return functions;
    }

    Optional<GuestObject.MemoryImport> memoryImport() {
        return Pointer.nativeValue(descriptor.memory_name) == 0
                ? Optional.empty()
                : Optional.of(new GuestObject.MemoryImport(
                        Utf8.read(descriptor.memory_module), Utf8.read(descriptor.memory_name)));
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
}
