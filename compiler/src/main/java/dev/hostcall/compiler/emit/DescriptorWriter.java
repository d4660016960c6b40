package dev.hostcall.compiler.emit;

import dev.hostcall.compiler.read.Signature;
import dev.hostcall.compiler.read.Type;
import dev.hostcall.compiler.read.WasmModule;
import dev.hostcall.compiler.read.WasmModule.Kind;
import dev.hostcall.compiler.translate.CTypes;
import dev.hostcall.compiler.translate.InstanceLayout;
import dev.hostcall.compiler.translate.ModuleScope;
import dev.hostcall.compiler.translate.Template;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The descriptor, by which the runtime knows the module, and its lists, which guest.h declares. */
final class DescriptorWriter {

    /**
     * A C function of the object.
     *
     * @param shown the name that backtraces show, in C; "0" if they leave it out
     * @param function the index of the guest's function it belongs to
     */
    record Name(String cName, String shown, int function) {
        private static final String HIDDEN = "0";

        static Name ofFunction(String cName, WasmModule.Function function) {
            return new Name(cName, Literals.string(function.name()), function.index());
        }

        static Name ofHidden(String cName, WasmModule.Function function) {
            return new Name(cName, HIDDEN, function.index());
        }

        static Name ofHelper(String cName) {
            return new Name(cName, HIDDEN, 0);
        }
    }

    private static final Template DESCRIPTOR = Template.of("""
            static const struct guest_import imports[] = {
                ${imports}
                {0}};
            static const struct guest_export exports[] = {
                ${exports}
                {0}};
            static const struct guest_global globals[] = {
                ${globals}
                {0}};
            static const struct guest_table_info tables[] = {
                ${tables}
                {0}};
            ${tags}
            ${memories}
            static const struct guest_extern externs[] = {
                ${externs}
                {0}};
            static const struct guest_name names[] = {
                ${names}
                {0}};
            WASM_DESCRIPTOR(
                .slots = ${slots}ull,
                .data_size = sizeof(struct instance),
                .import_count = ${import_count}ull,
                .export_count = ${export_count}ull,
                .memory_pages = ${memory_pages}ull,
                .memory_max_pages = ${memory_max_pages}ull,
                .memory_reserve = ${memory_reserve}ull,
                .image_size = ${image_size}ull,
                .image_start = ${image_start}ull,
                .initialize = initialize,
                ${start}
                .global_count = ${global_count}ull,
                .table_count = ${table_count}ull,
                .extern_count = ${extern_count}ull,
                .name_count = ${name_count}ull,
                ${imported_memory}
                ${tag_count}
                .image = wasm_data, .imports = imports, .exports = exports, .globals = globals,
                .tables = tables, .externs = externs, .names = names);
            """);

    private static final Template IMPORT = Template.of("{${import}, signature_${number}},\n");
    private static final Template EXPORT = Template.of("{${name}, signature_${number}, entry_${index}},\n");
    private static final Template GLOBAL = Template.of(
            "{${import}, offsetof(struct instance, g_${index}), '${letter}', ${mutable}, ${cell}, 0${precise}},\n");
    private static final Template TABLE =
            Template.of("{${import}, ${min}ull, ${max}ull, offsetof(struct instance, t_${index}),"
                    + " '${letter}'${address}${precise}},\n");
    private static final Template TAGS = Template.of("""
            static const struct guest_tag_info tags[] = {
                ${tags}
                {0}};
            """);
    private static final Template TAG =
            Template.of("{${import}, signature_${number}, offsetof(struct instance, tag_${index})},\n");
    private static final Template TAG_COUNT = Template.of(".tag_count = ${count}ull, .tags = tags,\n");
    private static final Template MEMORIES = Template.of("""
            static const struct guest_memory_info memories[] = {
                ${memories}
                {0}};
            """);
    private static final Template MEMORY =
            Template.of("{${import}, ${min}ull, ${max}ull, offsetof(struct instance, m_${index}), ${address}},\n");
    private static final Template MEMORY_COUNT = Template.of(".memory_count = ${count}ull, .memories = memories,\n");
    private static final String WIDE_MEMORY = ".memory_address = 'I',\n";
    private static final String THROWN = ".thrown = offsetof(struct instance, thrown),\n";
    private static final Template EXTERN = Template.of("{${name}, GUEST_EXTERN_${kind}, ${place}},\n");
    private static final Template NAME = Template.of("{${function}, ${shown}, ${index}},\n");
    private static final Template START = Template.of(".start = entry_${index},\n");
    private static final Template IMPORTED_MEMORY =
            Template.of(".memory_module = ${module}, .memory_name = ${name},\n");

    private static final long MOST_ELEMENTS = 0xFFFFFFFFL;

    private final ModuleScope scope;
    private final WasmModule module;
    private final InstanceLayout layout;
    private final CTypes types;
    private final int slots;

    DescriptorWriter(ModuleScope scope, int slots) {
        this.scope = scope;
        this.module = scope.module();
        this.layout = scope.layout();
        this.types = scope.types();
        this.slots = slots;
    }

    String write(List<Name> names) {
        List<WasmModule.Function> imports = module.functions().stream()
                .filter(function -> function.imported().isPresent())
                .toList();
        List<WasmModule.Export> exports = module.exports(Kind.FUNCTION);
        List<WasmModule.Export> externs = module.exports().stream()
                .filter(export -> export.kind() != Kind.FUNCTION)
                .toList();
        Optional<WasmModule.Memory> memory = module.memory();
        return DESCRIPTOR.fill(
                "imports",
                imports.stream().map(this::row).collect(Collectors.joining()),
                "exports",
                exports.stream().map(this::row).collect(Collectors.joining()),
                "globals",
                layout.visibleGlobals().stream().map(this::row).collect(Collectors.joining()),
                "tables",
                layout.hostTables().stream().map(this::row).collect(Collectors.joining()),
                "tags",
                module.tags().isEmpty()
                        ? ""
                        : TAGS.fill(
                                "tags", module.tags().stream().map(this::row).collect(Collectors.joining())),
                "memories",
                module.furtherMemories().isEmpty()
                        ? ""
                        : MEMORIES.fill(
                                "memories",
                                module.furtherMemories().stream()
                                        .map(DescriptorWriter::row)
                                        .collect(Collectors.joining())),
                "externs",
                externs.stream().map(this::externRow).collect(Collectors.joining()),
                "names",
                names.stream().map(DescriptorWriter::row).collect(Collectors.joining()),
                "slots",
                slots,
                "import_count",
                imports.size(),
                "export_count",
                exports.size(),
                "memory_pages",
                memory.map(WasmModule.Memory::min).orElse(0L),
                "memory_max_pages",
                memory.map(WasmModule.Memory::max).orElse(0L),
                "memory_reserve",
                scope.accesses().reserve(),
                "image_size",
                scope.image().imageSize(),
                "image_start",
                scope.image().imageStart(),
                "start",
                module.start().map(start -> START.fill("index", start)).orElse(""),
                "global_count",
                layout.visibleGlobals().size(),
                "table_count",
                layout.hostTables().size(),
                "extern_count",
                externs.size(),
                "name_count",
                names.size(),
                "imported_memory",
                memory.flatMap(WasmModule.Memory::imported)
                        .map(from -> IMPORTED_MEMORY.fill(
                                "module", Literals.string(from.module()), "name", Literals.string(from.name())))
                        .orElse(""),
                "tag_count",
                (module.tags().isEmpty()
                                ? ""
                                : TAG_COUNT.fill("count", module.tags().size()))
                        + (scope.exceptions().areCaught() ? THROWN : "")
                        + (memory.filter(found -> isWide(found.address())).isPresent() ? WIDE_MEMORY : "")
                        + (module.furtherMemories().isEmpty()
                                ? ""
                                : MEMORY_COUNT.fill(
                                        "count", module.furtherMemories().size())));
    }

    private static String row(WasmModule.Memory memory) {
        return MEMORY.fill(
                "import",
                imported(memory.imported()),
                "min",
                memory.min(),
                "max",
                memory.max(),
                "index",
                memory.index(),
                "address",
                isWide(memory.address()) ? "'I'" : "0");
    }

    private String row(WasmModule.Tag tag) {
        return TAG.fill(
                "import", imported(tag.imported()), "number", types.number(tag.signature()), "index", tag.index());
    }

    private static boolean isWide(Type address) {
        return address.isWide();
    }

    private static String imported(Optional<WasmModule.Import> imported) {
        return imported.map(from -> Literals.string(from.module()) + ", " + Literals.string(from.name()))
                .orElse("0, 0");
    }

    private String row(WasmModule.Function function) {
        return IMPORT.fill("import", imported(function.imported()), "number", types.number(function.signature()));
    }

    private String row(WasmModule.Export export) {
        Signature signature = module.functions().get(export.index()).signature();
        return EXPORT.fill(
                "name", Literals.string(export.name()), "number", types.number(signature), "index", export.index());
    }

    private String row(WasmModule.Global global) {
        return GLOBAL.fill(
                "import",
                imported(global.imported()),
                "index",
                global.index(),
                "letter",
                global.type().erased().letter(),
                "mutable",
                global.mutable() ? 1 : 0,
                "cell",
                layout.isCell(global) ? 1 : 0,
                "precise",
                precise(global.type()));
    }

    /** The member that follows all others, where there is something to say. */
    private String precise(Type type) {
        return type.isPrecise() ? ", .precise = " + Literals.string(module.text(type)) : "";
    }

    private String row(WasmModule.Table table) {
        return TABLE.fill(
                "import",
                imported(table.imported()),
                "min",
                table.min(),
                "max",
                Math.min(table.max(), MOST_ELEMENTS),
                "index",
                table.index(),
                "letter",
                table.type().erased().letter(),
                "address",
                isWide(table.address()) ? ", 'I'" : "",
                "precise",
                precise(table.type()));
    }

    private String externRow(WasmModule.Export export) {
        int place = switch (export.kind()) {
            case TABLE -> layout.ownedTable(export.index());
            case GLOBAL -> layout.visibleGlobals().indexOf(module.globals().get(export.index()));
            case TAG, MEMORY -> export.index();
            default -> 0;
        };
        return EXTERN.fill("name", Literals.string(export.name()), "kind", export.kind(), "place", place);
    }

    private static String row(Name name) {
        return NAME.fill("function", name.cName(), "shown", name.shown(), "index", name.function());
    }
}
