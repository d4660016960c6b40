package dev.hostcall.compiler;

import dev.hostcall.compiler.read.Expression;
import dev.hostcall.compiler.read.Instructions;
import dev.hostcall.compiler.read.Module;
import dev.hostcall.compiler.read.Module.Mode;
import dev.hostcall.compiler.read.References;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What is run when an instance is made or reset: globals, tables, references, and the segments the image does not hold, in
 * the order of the specification, which traps where a segment does not fit.
 */
final class InitializerWriter {
    private final Module module;
    private final InstanceLayout layout;
    private final DataImage image;
    private final StringBuilder out = new StringBuilder();

    InitializerWriter(Module module, InstanceLayout layout, DataImage image) {
        this.module = module;
        this.layout = layout;
        this.image = image;
    }

    String write() {
        StringBuilder body = new StringBuilder();
        body.append("    guest_enter(g);\n    wasm_initialize_functions(g, D->functions, functions, ")
                .append(layout.references().size())
                .append(");\n");
        module.globals().stream()
                .filter(global -> global.imported().isEmpty())
                .forEach(global -> body.append("    " + layout.global(global.index()) + " = "
                        + constant(global.initial().orElseThrow()) + ";\n"));
        module.tables().stream()
                .filter(table -> table.imported().isEmpty())
                .forEach(table -> body.append("    wasm_clear(" + layout.table(table.index()) + ", "
                        + table.initial().map(this::constant).orElse("0ull") + ");\n"));
        module.elements().forEach(segment -> body.append(elements(segment)));
        image.copied()
                .forEach(segment -> body.append("    MEMORY_INIT(g, wasm_data + "
                        + image.offsets().get(segment.index()) + ", "
                        + segment.bytes().remaining() + "u, "
                        + constant(segment.offset().orElseThrow()) + ", 0u, "
                        + segment.bytes().remaining() + "u, 0);\n"));
        for (Module.Data segment : module.data()) {
            if (segment.mode() == Mode.PASSIVE) {
                body.append("    D->length_d_" + segment.index() + " = "
                        + segment.bytes().remaining() + "u;\n");
            }
        }
        body.append("    guest_leave(g);\n");
        return out + "static void initialize(struct guest *g) {\n" + body + "}\n";
    }

    // static const u32 segment_2[] = {1, 0, 5};      position in D->functions + 1, or 0
    //
    //     { u32 at = 10u;
    //     TRAP_IF((u64)at + 3 > D->t_0->size, TABLE_OUT_OF_BOUNDS, 0);
    //     wasm_refer(D->t_0->elements + at, segment_2, 3, D->functions);
    //     D->t_0->elements[at + 1] = D->g_4; }
    private String elements(Module.Elements segment) {
        if (segment.mode() == Mode.DECLARATIVE) {
            return "";
        }
        int index = segment.index();
        References references = segment.references();
        int size = references.size();
        StringBuilder list = new StringBuilder("static const u32 segment_" + index + "[] = {");
        StringBuilder computed = new StringBuilder();
        boolean passive = InstanceLayout.isPassive(segment);
        String elements = passive ? "D->e_" + index : layout.tableElements(segment.table());
        for (int i = 0; i < size; i++) {
            int position = references.isFunction(i) ? layout.position(references.index(i)) + 1 : 0;
            list.append(position).append(i % 16 == 15 ? ",\n" : ",");
            if (references.isGlobal(i)) {
                computed.append("    ")
                        .append(elements)
                        .append("[at + ")
                        .append(i)
                        .append("] = ")
                        .append(layout.global(references.index(i)))
                        .append(";\n");
            }
        }
        out.append(list).append("0};\n");
        String place = passive
                ? "0u;\n    D->length_e_" + index + " = " + size + ";\n"
                : constant(segment.offset().orElseThrow()) + ";\n    TRAP_IF((u64)at + " + size + " > "
                        + layout.tableLength(segment.table()) + ", TABLE_OUT_OF_BOUNDS, 0);\n";
        return "    { u32 at = " + place + "    wasm_refer(" + elements + " + at, segment_" + index + ", " + size
                + ", D->functions);\n" + computed + "    }\n";
    }

    /** A constant expression, extended ones included. */
    private String constant(Expression expression) {
        Deque<String> stack = new ArrayDeque<>();
        Instructions instruction = expression.instructions();
        while (instruction.next()) {
            switch (instruction.opcode()) {
                case END -> {}
                case I32_CONST, I64_CONST, F32_CONST, F64_CONST ->
                    stack.push(Constants.number(instruction.opcode(), instruction.bits())
                            .text());
                case GLOBAL_GET -> stack.push(layout.global(instruction.index()));
                case REF_FUNC -> stack.push(layout.reference(instruction.index()));
                case REF_NULL -> stack.push("0ull");
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
