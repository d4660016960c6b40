package dev.hostcall.runtime.internal.object;

import com.sun.jna.Pointer;
import dev.hostcall.abi.GuestLayout;
import dev.hostcall.abi.WasmType;
import dev.hostcall.runtime.internal.engine.Utf8;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the lists that a guest's descriptor leads to. What is missing there is an {@code IllegalArgumentException}. */
final class DescriptorLists {
    private final GuestDescriptor descriptor;

    DescriptorLists(GuestDescriptor descriptor) {
        this.descriptor = descriptor;
    }

    List<GuestObject.Import> imports() {
        return rows(
                descriptor.imports,
                descriptor.import_count,
                GuestLayout.Import.BYTES,
                at -> new GuestObject.Import(
                        text(at, GuestLayout.Import.MODULE),
                        text(at, GuestLayout.Import.NAME),
                        text(at, GuestLayout.Import.SIGNATURE)));
    }

    List<GuestObject.Export> exports() {
        return rows(
                descriptor.exports,
                descriptor.export_count,
                GuestLayout.Export.BYTES,
                at -> new GuestObject.Export(
                        text(at, GuestLayout.Export.NAME),
                        text(at, GuestLayout.Export.SIGNATURE),
                        Pointer.nativeValue(at.getPointer(GuestLayout.Export.ENTRY))));
    }

    List<GuestObject.Global> globals() {
        return rows(
                descriptor.globals,
                descriptor.global_count,
                GuestLayout.Global.BYTES,
                at -> new GuestObject.Global(
                        optionalText(at, GuestLayout.Global.MODULE),
                        optionalText(at, GuestLayout.Global.NAME),
                        at.getInt(GuestLayout.Global.OFFSET),
                        type(at, GuestLayout.Global.PRECISE, (char) at.getByte(GuestLayout.Global.TYPE)),
                        at.getByte(GuestLayout.Global.IS_MUTABLE) != 0,
                        at.getByte(GuestLayout.Global.IS_CELL) != 0));
    }

    List<GuestObject.Table> tables() {
        return rows(
                descriptor.tables,
                descriptor.table_count,
                GuestLayout.TableInfo.BYTES,
                at -> new GuestObject.Table(
                        optionalText(at, GuestLayout.TableInfo.MODULE),
                        optionalText(at, GuestLayout.TableInfo.NAME),
                        at.getLong(GuestLayout.TableInfo.MIN),
                        at.getLong(GuestLayout.TableInfo.MAX),
                        at.getInt(GuestLayout.TableInfo.OFFSET),
                        type(at, GuestLayout.TableInfo.PRECISE, (char) at.getShort(GuestLayout.TableInfo.TYPE)),
                        isWide(at.getShort(GuestLayout.TableInfo.ADDRESS))));
    }

    List<GuestObject.Memory> memories() {
        return rows(
                descriptor.memories,
                descriptor.memory_count,
                GuestLayout.MemoryInfo.BYTES,
                at -> new GuestObject.Memory(
                        optionalText(at, GuestLayout.MemoryInfo.MODULE),
                        optionalText(at, GuestLayout.MemoryInfo.NAME),
                        new MemorySize(at.getLong(GuestLayout.MemoryInfo.MIN), at.getLong(GuestLayout.MemoryInfo.MAX)),
                        at.getInt(GuestLayout.MemoryInfo.OFFSET),
                        isWide(at.getInt(GuestLayout.MemoryInfo.ADDRESS))));
    }

    List<GuestObject.Tag> tags() {
        return rows(
                descriptor.tags,
                descriptor.tag_count,
                GuestLayout.TagInfo.BYTES,
                at -> new GuestObject.Tag(
                        optionalText(at, GuestLayout.TagInfo.MODULE),
                        optionalText(at, GuestLayout.TagInfo.NAME),
                        text(at, GuestLayout.TagInfo.SIGNATURE),
                        (int) at.getLong(GuestLayout.TagInfo.OFFSET)));
    }

    List<GuestObject.Extern> externs() {
        return rows(
                descriptor.externs,
                descriptor.extern_count,
                GuestLayout.Extern.BYTES,
                at -> new GuestObject.Extern(
                        text(at, GuestLayout.Extern.NAME),
                        at.getInt(GuestLayout.Extern.KIND),
                        at.getInt(GuestLayout.Extern.INDEX)));
    }

    List<GuestObject.Function> functions() {
        List<GuestObject.Function> functions = rows(
                descriptor.names,
                descriptor.name_count,
                GuestLayout.Name.BYTES,
                at -> new GuestObject.Function(
                        Pointer.nativeValue(at.getPointer(GuestLayout.Name.CODE)),
                        optionalText(at, GuestLayout.Name.NAME),
                        at.getLong(GuestLayout.Name.INDEX)));
        functions.sort(Comparator.comparingLong(GuestObject.Function::code));
        return functions;
    }

    Optional<GuestObject.MemoryImport> memoryImport() {
        return Pointer.nativeValue(descriptor.memory_name) == 0
                ? Optional.empty()
                : Optional.of(new GuestObject.MemoryImport(
                        Utf8.read(descriptor.memory_module), Utf8.read(descriptor.memory_name)));
    }

    /** What its text says, or else its letter. */
    private static String type(Pointer row, long precise, char letter) {
        return optionalText(row, precise).orElse(String.valueOf(letter));
    }

    private static boolean isWide(long letter) {
        return letter == WasmType.I64.letter();
    }

    /** Whether addresses of linear memory have 64 bits. */
    boolean isMemoryWide() {
        return isWide(descriptor.memory_address);
    }

    /** What a table's rows say, in a new list. */
    private static <T> List<T> rows(@Nullable Pointer table, int count, int bytes, Function<Pointer, T> read) {
        List<T> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (table == null) {
                throw new IllegalArgumentException("a list of imports, exports or other parts is missing");
            }
            rows.add(read.apply(table.share((long) i * bytes)));
        }
        return rows;
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
