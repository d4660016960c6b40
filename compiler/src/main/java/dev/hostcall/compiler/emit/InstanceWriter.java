package dev.hostcall.compiler.emit;

import dev.hostcall.abi.WasmType;
import dev.hostcall.compiler.read.WasmModule;
import dev.hostcall.compiler.read.WasmModule.Mode;
import dev.hostcall.compiler.translate.CType;
import dev.hostcall.compiler.translate.Exceptions;
import dev.hostcall.compiler.translate.InstanceLayout;
import dev.hostcall.compiler.translate.ModuleScope;
import dev.hostcall.compiler.translate.Template;
import java.util.stream.Collectors;

/** The declaration of the data area that {@link InstanceLayout} lays out. */
final class InstanceWriter {
    private static final Template INSTANCE = Template.of("""
            struct instance {
                ${globals}
                ${tables}
                ${tags}
                ${memories}
                ${elements}
                ${data}
                ${thrown}
                struct guest_function functions[${functions}];
            } __attribute__((aligned(16)));
            #define D ((struct instance *)((char *)g - GUEST_CONTROL_SIZE - ${slots} * sizeof(union guest_slot) - sizeof(struct instance)))
            """);

    /** Volatile, so that a global is exact when an access faults. */
    private static final Template GLOBAL = Template.of("volatile ${type} ${pointer}g_${index};\n");

    private static final Template HOST_TABLE = Template.of("struct guest_table *t_${index};\n");
    private static final Template OWN_TABLE = Template.of("u64 t_${index}[${size}];\n");
    private static final Template ELEMENTS = Template.of("u64 e_${index}[${size}], length_e_${index};\n");
    private static final Template DATA = Template.of("u32 length_d_${index};\n");

    private static final Template TAG = Template.of("const struct guest_tag *tag_${index};\n");
    private static final Template MEMORY = Template.of("struct guest_memory *m_${index};\n");
    private static final String THROWN = "struct guest_thrown thrown;\n";

    /** Where exceptions are kept that are referred to; {@code next} is another place that is not in use. */
    private static final Template EXCEPTIONS = Template.of("""
            struct wasm_exception {
                uintptr_t tag;
                struct wasm_exception *next;
                u64 values[${values}];
            } exceptions[${places}], *unused;
            """);

    private final WasmModule module;
    private final Exceptions exceptions;
    private final InstanceLayout layout;

    InstanceWriter(ModuleScope scope) {
        this.module = scope.module();
        this.layout = scope.layout();
        this.exceptions = scope.exceptions();
    }

    /** {@code struct instance} and {@code D}, where it is; arrays have one element at least, as C demands. */
    String write(int slots) {
        return INSTANCE.fill(
                "globals",
                module.globals().stream().map(this::global).collect(Collectors.joining()),
                "tables",
                module.tables().stream().map(this::table).collect(Collectors.joining()),
                "tags",
                module.tags().stream()
                        .map(tag -> TAG.fill("index", tag.index()))
                        .collect(Collectors.joining()),
                "memories",
                module.furtherMemories().stream()
                        .map(memory -> MEMORY.fill("index", memory.index()))
                        .collect(Collectors.joining()),
                "thrown",
                thrown(),
                "elements",
                module.elements().stream()
                        .filter(InstanceLayout::isPassive)
                        .map(InstanceWriter::elements)
                        .collect(Collectors.joining()),
                "data",
                module.data().stream()
                        .filter(segment -> segment.mode() == Mode.PASSIVE)
                        .map(segment -> DATA.fill("index", segment.index()))
                        .collect(Collectors.joining()),
                "functions",
                Math.max(1, layout.references().size()),
                "slots",
                slots);
    }

    private String thrown() {
        String referred = exceptions.areReferred()
                ? EXCEPTIONS.fill("values", exceptions.values(), "places", exceptions.places())
                : "";
        return exceptions.areCaught() ? THROWN + referred : "";
    }

    private String global(WasmModule.Global global) {
        String type = CType.of(global.type().erased()).name();
        boolean isCell = layout.isCell(global);
        return GLOBAL.fill(
                "type",
                isCell && global.type().erased() == WasmType.V128 ? type + "_m" : type, // which may lie anywhere
                "pointer",
                isCell ? "*" : "",
                "index",
                global.index());
    }

    private String table(WasmModule.Table table) {
        return layout.isHosts(table)
                ? HOST_TABLE.fill("index", table.index())
                : OWN_TABLE.fill("index", table.index(), "size", Math.max(1, table.min()));
    }

    private static String elements(WasmModule.Elements segment) {
        int size = segment.references().size();
        return ELEMENTS.fill("index", segment.index(), "size", Math.max(1, size));
    }
}
