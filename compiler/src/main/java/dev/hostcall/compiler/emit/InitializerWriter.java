package dev.hostcall.compiler.emit;

import dev.hostcall.compiler.read.Expression;
import dev.hostcall.compiler.read.Instructions;
import dev.hostcall.compiler.read.References;
import dev.hostcall.compiler.read.Type;
import dev.hostcall.compiler.read.WasmModule;
import dev.hostcall.compiler.read.WasmModule.Mode;
import dev.hostcall.compiler.translate.Constants;
import dev.hostcall.compiler.translate.InstanceLayout;
import dev.hostcall.compiler.translate.ModuleScope;
import dev.hostcall.compiler.translate.Template;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;

/**
 * What is run when an instance is made or reset: globals, tables, references, and the segments the image does not hold, in
 * the order of the specification, which traps where a segment does not fit.
 */
final class InitializerWriter {
    private static final Template INITIALIZE = Template.of("""
            ${segments}
            static void initialize(struct guest *g) {
                guest_enter(g);
                wasm_initialize_functions(g, D->functions, functions, ${functions});
                ${globals}
                ${tables}
                ${elements}
                ${data}
                ${lengths}
                guest_leave(g);
            }
            """);

    private static final Template GLOBAL = Template.of("${global} = ${value};\n");
    private static final Template TABLE = Template.of("wasm_clear(${table}, ${value});\n");
    private static final Template DATA =
            Template.of("${function}, wasm_data + ${place}, ${size}u, ${offset}, 0u, ${size}u, 0);\n");
    private static final Template DATA_LENGTH = Template.of("D->length_d_${index} = ${size}u;\n");

    /** An element segment as numbers: the place of a function in {@code D->functions} and 1, or 0 for another value. */
    private static final Template SEGMENT = Template.of("static const u32 segment_${index}[] = {${places}0};\n");

    private static final Template ACTIVE_ELEMENTS = Template.of("""
            { u32 at = ${offset};
            TRAP_IF((u64)at + ${size} > ${length}, TABLE_OUT_OF_BOUNDS, 0);
            wasm_refer(${elements} + at, segment_${index}, ${size}, D->functions);
            ${computed}
            }
            """);

    private static final Template PASSIVE_ELEMENTS = Template.of("""
            { u32 at = 0u;
            D->length_e_${index} = ${size};
            wasm_refer(D->e_${index} + at, segment_${index}, ${size}, D->functions);
            ${computed}
            }
            """);

    /** An element that is the value of a global. */
    private static final Template COMPUTED = Template.of("${elements}[at + ${i}] = ${value};\n");

    private static final int PLACES_A_LINE = 16;

    private final ModuleScope scope;
    private final WasmModule module;
    private final InstanceLayout layout;

    InitializerWriter(ModuleScope scope) {
        this.scope = scope;
        this.module = scope.module();
        this.layout = scope.layout();
    }

    String write() {
        return INITIALIZE.fill(
                "segments",
                module.elements().stream()
                        .filter(segment -> segment.mode() != Mode.DECLARATIVE)
                        .map(this::places)
                        .collect(Collectors.joining()),
                "functions",
                layout.references().size(),
                "globals",
                module.globals().stream()
                        .filter(global -> global.imported().isEmpty())
                        .map(this::global)
                        .collect(Collectors.joining()),
                "tables",
                module.tables().stream()
                        .filter(table -> table.imported().isEmpty())
                        .map(this::table)
                        .collect(Collectors.joining()),
                "elements",
                module.elements().stream().map(this::elements).collect(Collectors.joining()),
                "data",
                scope.image().copied().stream().map(this::data).collect(Collectors.joining()),
                "lengths",
                module.data().stream()
                        .filter(segment -> segment.mode() == Mode.PASSIVE)
                        .map(segment -> DATA_LENGTH.fill(
                                "index",
                                segment.index(),
                                "size",
                                segment.bytes().remaining()))
                        .collect(Collectors.joining()));
    }

    private String global(WasmModule.Global global) {
        return GLOBAL.fill(
                "global",
                layout.global(global.index()),
                "value",
                constant(global.initial().orElseThrow()));
    }

    private String table(WasmModule.Table table) {
        return TABLE.fill(
                "table",
                layout.table(table.index()),
                "value",
                table.initial().map(this::constant).orElse(InstanceLayout.NULL_REFERENCE));
    }

    private String data(WasmModule.Data segment) {
        return DATA.fill(
                "function",
                segment.memory() == 0
                        ? "MEMORY_INIT(g"
                        : "MEMORY_INIT_AT(g, " + InstanceLayout.memory(segment.memory()),
                "place",
                scope.image().offset(segment),
                "size",
                segment.bytes().remaining(),
                "offset",
                place(
                        segment.offset().orElseThrow(),
                        module.memories().get(segment.memory()).address()));
    }

    private String places(WasmModule.Elements segment) {
        References references = segment.references();
        StringBuilder places = new StringBuilder();
        for (int i = 0; i < references.size(); i++) {
            places.append(references.isFunction(i) ? layout.position(references.index(i)) + 1 : 0)
                    .append(i % PLACES_A_LINE == PLACES_A_LINE - 1 ? ",\n" : ",");
        }
        return SEGMENT.fill("index", segment.index(), "places", places);
    }

    private String elements(WasmModule.Elements segment) {
        int size = segment.references().size();
        return switch (segment.mode()) {
            case DECLARATIVE -> "";
            case PASSIVE ->
                PASSIVE_ELEMENTS.fill(
                        "index",
                        segment.index(),
                        "size",
                        size,
                        "computed",
                        computed(segment, "D->e_" + segment.index()));
            case ACTIVE -> {
                String elements = layout.tableElements(segment.table());
                yield ACTIVE_ELEMENTS.fill(
                        "offset",
                        place(
                                segment.offset().orElseThrow(),
                                module.tables().get(segment.table()).address()),
                        "size",
                        size,
                        "length",
                        layout.tableLength(segment.table()),
                        "elements",
                        elements,
                        "index",
                        segment.index(),
                        "computed",
                        computed(segment, elements));
            }
        };
    }

    private String computed(WasmModule.Elements segment, String elements) {
        References references = segment.references();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < references.size(); i++) {
            if (references.isGlobal(i)) {
                String value = layout.global(references.index(i));
                text.append(COMPUTED.fill("elements", elements, "i", i, "value", value));
            }
        }
        return text.toString();
    }

    /** A constant expression for an address. */
    private String place(Expression expression, Type address) {
        String value = constant(expression);
        return address.isWide() ? "WASM_ADDRESS(" + value + ")" : value;
    }

    /** A constant expression, extended ones included. */
    private String constant(Expression expression) {
        Deque<String> stack = new ArrayDeque<>();
        Instructions instruction = expression.instructions();
        while (instruction.next()) {
            switch (instruction.opcode()) {
                case END -> {}
                case I32_CONST, I64_CONST, F32_CONST, F64_CONST ->
                    stack.push(Constants.literal(instruction.opcode().result().orElseThrow(), instruction.bits()));
                case VECTOR -> stack.push(Constants.vector(instruction.lowBits(), instruction.bits()));
                case GLOBAL_GET -> stack.push(layout.global(instruction.index()));
                case REF_FUNC -> stack.push(layout.reference(instruction.index()));
                case REF_NULL -> stack.push(InstanceLayout.NULL_REFERENCE);
                case I32_ADD, I64_ADD -> stack.push(binary(stack, "+"));
                case I32_SUB, I64_SUB -> stack.push(binary(stack, "-"));
                case I32_MUL, I64_MUL -> stack.push(binary(stack, "*"));
                default -> throw new IllegalStateException("unchecked operator " + instruction.opcode());
            }
        }
        return stack.pop();
    }

    private static String binary(Deque<String> stack, String operator) {
        String right = stack.pop();
        return "(" + stack.pop() + " " + operator + " " + right + ")";
    }
}
