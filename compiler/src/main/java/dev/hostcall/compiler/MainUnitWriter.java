package dev.hostcall.compiler;

import dev.hostcall.compiler.read.Module;
import dev.hostcall.compiler.read.Signature;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What exists once: imports, entries, initialization and the descriptor. */
final class MainUnitWriter {

    /** A C function; {@code shown}: part of backtraces. */
    record Name(String cName, Module.Function function, boolean shown) {}

    private final Module module;
    private final InstanceLayout layout;
    private final CTypes types;
    private final DataImage image;
    private final AccessWriter accesses;
    private final int slots;
    private final StringBuilder out = new StringBuilder();
    private final List<String> helpers = new ArrayList<>(); // C functions that stand for no function of the guest

    MainUnitWriter(
            Module module, InstanceLayout layout, CTypes types, DataImage image, AccessWriter accesses, int slots) {
        this.module = module;
        this.layout = layout;
        this.types = types;
        this.image = image;
        this.accesses = accesses;
        this.slots = slots;
    }

    /** The unit's text behind the functions, if they are part of it. */
    String write(List<Name> names) {
        out.append("#include \"main.h\"\n").append(types.definitions());
        writeEntries();
        writeReferences();
        out.append(new InitializerWriter(module, layout, image).write());
        helpers.add("initialize");
        writeLists(names);
        writeDescriptor(names.size() + helpers.size());
        return out.toString();
    }

    // static void entry_7(struct guest *g) {
    //     guest_enter(g);
    //     u32 r = fn_7(g, (u32)guest_slot(g, 0)->i32);
    //     guest_slot(g, 0)->i32 = r;
    //     guest_leave(g);
    // }
    private void writeEntries() {
        Set<Integer> entered = new LinkedHashSet<>();
        exports(Module.Kind.FUNCTION).forEach(export -> entered.add(export.index()));
        module.start().ifPresent(entered::add);
        for (int index : entered) {
            Signature signature = module.functions().get(index).signature();
            writeEntry("entry_" + index, "", Slots.callFromSlots(signature, "fn_" + index, types));
        }
    }

    private void writeEntry(String name, String before, String call) {
        helpers.add(name);
        out.append("static void ")
                .append(name)
                .append("(struct guest *g) {\n    guest_enter(g);\n")
                .append(before)
                .append(call)
                .append("    guest_leave(g);\n}\n");
    }

    private List<Module.Export> exports(Module.Kind kind) {
        return module.exports().stream().filter(export -> export.kind() == kind).toList();
    }

    private void writeReferences() {
        Map<Integer, Signature> signatures = new TreeMap<>();
        for (int index : layout.references()) {
            Signature signature = module.functions().get(index).signature();
            signatures.put(types.number(signature), signature);
        }
        signatures.forEach((number, signature) -> writeEntry(
                "entry_type_" + number,
                "    T_" + number + " code = (T_" + number
                        + ")((struct guest_function *)guest_control(g)->callee)->code;\n",
                Slots.callFromSlots(signature, "code", types)));
        for (int index : layout.references()) {
            int number = types.number(module.functions().get(index).signature());
            out.append("static const struct guest_function_info info_")
                    .append(index)
                    .append(" = {signature_")
                    .append(number)
                    .append(", entry_type_")
                    .append(number)
                    .append(", ")
                    .append(index)
                    .append("};\n");
        }
        out.append("static const struct guest_function functions[] = {\n");
        for (int index : layout.references()) {
            int number = types.number(module.functions().get(index).signature());
            out.append("    {fn_")
                    .append(index)
                    .append(", TYPE_")
                    .append(number)
                    .append(", 0, &info_")
                    .append(index)
                    .append("},\n");
        }
        out.append("    {0}};\n");
    }

    // ---- lists of the descriptor
    // ---------------------------------------------------------------------------------------

    private void writeLists(List<Name> names) {
        list(
                "struct guest_import",
                "imports",
                module.functions().stream()
                        .filter(function -> function.imported().isPresent())
                        .map(function ->
                                imported(function.imported()) + ", signature_" + types.number(function.signature()))
                        .toList());
        list(
                "struct guest_export",
                "exports",
                exports(Module.Kind.FUNCTION).stream()
                        .map(export -> CText.literal(export.name()) + ", signature_"
                                + types.number(
                                        module.functions().get(export.index()).signature()) + ", entry_"
                                + export.index())
                        .toList());
        list(
                "struct guest_global",
                "globals",
                layout.visibleGlobals().stream()
                        .map(global ->
                                imported(global.imported()) + ", offsetof(struct instance, g_" + global.index() + "), '"
                                        + global.type().letter + "', " + (global.mutable() ? 1 : 0) + ", "
                                        + (layout.isCell(global) ? 1 : 0) + ", 0")
                        .toList());
        list(
                "struct guest_table_info",
                "tables",
                layout.hostTables().stream()
                        .map(table -> imported(table.imported()) + ", " + table.min() + "ull, "
                                + Math.min(table.max(), 0xFFFFFFFFL) + "ull, offsetof(struct instance, t_"
                                + table.index()
                                + "), '" + table.type().letter + "'")
                        .toList());
        list(
                "struct guest_extern",
                "externs",
                module.exports().stream()
                        .filter(export -> export.kind() != Module.Kind.FUNCTION)
                        .map(this::externExport)
                        .toList());
        list(
                "struct guest_name",
                "names",
                Stream.concat(
                                names.stream().map(MainUnitWriter::row),
                                helpers.stream().map(name -> name + ", 0, 0"))
                        .toList());
    }

    private static String row(Name name) {
        String shown = name.shown() ? CText.literal(name.function().name()) : "0";
        return name.cName() + ", " + shown + ", " + name.function().index();
    }

    private static String imported(Optional<Module.Import> imported) {
        return imported.map(from -> CText.literal(from.module()) + ", " + CText.literal(from.name()))
                .orElse("0, 0");
    }

    private String externExport(Module.Export export) {
        String name = CText.literal(export.name());
        return switch (export.kind()) {
            case TABLE -> name + ", GUEST_EXTERN_TABLE, " + layout.ownedTable(export.index());
            case GLOBAL ->
                name + ", GUEST_EXTERN_GLOBAL, "
                        + layout.visibleGlobals().indexOf(module.globals().get(export.index()));
            default -> name + ", GUEST_EXTERN_MEMORY, 0";
        };
    }

    private void list(String type, String name, List<String> rows) {
        String text = rows.stream().map(row -> "    {" + row + "},\n").collect(Collectors.joining());
        out.append("static const ")
                .append(type)
                .append(' ')
                .append(name)
                .append("[] = {\n")
                .append(text)
                .append("    {0}};\n");
    }

    private void writeDescriptor(int names) {
        Optional<Module.Memory> memory = module.memory();
        long imports = module.functions().stream()
                .filter(function -> function.imported().isPresent())
                .count();
        out.append("WASM_DESCRIPTOR(\n");
        field("slots", slots);
        out.append("    .data_size = sizeof(struct instance),\n");
        field("import_count", imports);
        field("export_count", exports(Module.Kind.FUNCTION).size());
        field("memory_pages", memory.map(Module.Memory::min).orElse(0L));
        field("memory_max_pages", memory.map(Module.Memory::max).orElse(0L));
        field("memory_reserve", accesses.reserve());
        field("image_size", image.imageSize());
        out.append("    .initialize = initialize,\n");
        module.start()
                .ifPresent(
                        start -> out.append("    .start = entry_").append(start).append(",\n"));
        field("global_count", layout.visibleGlobals().size());
        field("table_count", layout.hostTables().size());
        field(
                "extern_count",
                module.exports().size() - exports(Module.Kind.FUNCTION).size());
        field("name_count", names);
        memory.flatMap(Module.Memory::imported)
                .ifPresent(from -> out.append("    .memory_module = ")
                        .append(CText.literal(from.module()))
                        .append(", .memory_name = ")
                        .append(CText.literal(from.name()))
                        .append(",\n"));
        out.append("    .image = wasm_data, .imports = imports, .exports = exports, .globals = globals,\n")
                .append("    .tables = tables, .externs = externs, .names = names);\n");
    }

    private void field(String name, long value) {
        out.append("    .").append(name).append(" = ").append(value).append("ull,\n");
    }
}
