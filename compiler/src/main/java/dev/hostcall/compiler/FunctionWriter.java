package dev.hostcall.compiler;

import dev.hostcall.compiler.Operators.Operator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import run.endive.wasm.types.AnnotatedInstruction;
import run.endive.wasm.types.BlockType;
import run.endive.wasm.types.FunctionBody;
import run.endive.wasm.types.OpCode;

/**
 * The third pass: one function to C. Control flow becomes labels and gotos, values become expressions ({@link Operands}),
 * and what an operator means is in wasm.h.
 */
final class FunctionWriter {

    /** A block, loop or if that is open. */
    private record Label(
            OpCode kind,
            int number,
            int height,
            Signature signature,
            boolean target,
            List<String> variables,
            List<Operand> parameters) {

        /** What a branch to it carries. */
        List<Type> carried() {
            return kind == OpCode.LOOP ? signature.parameters() : signature.results();
        }
    }

    private final Module module;
    private final InstanceLayout layout;
    private final CTypes types;
    private final Module.Function function;
    private final List<AnnotatedInstruction> instructions;
    private final Costs costs;
    private final List<Type> locals = new ArrayList<>();
    private final StringBuilder out = new StringBuilder();
    private final Operands operands;
    private final AccessWriter accesses;
    private final List<Label> labels = new ArrayList<>();
    private int numbers;
    private boolean callsItself;
    private boolean canTrap;

    FunctionWriter(
            Module module, InstanceLayout layout, CTypes types, AccessWriter accesses, Module.Function function) {
        this.module = module;
        this.layout = layout;
        this.types = types;
        this.accesses = accesses;
        this.function = function;
        FunctionBody body = function.body().orElseThrow();
        instructions = body.instructions();
        costs = new Costs(instructions);
        locals.addAll(function.signature().parameters());
        body.localTypes().forEach(type -> locals.add(Type.of(type).orElseThrow()));
        operands = new Operands(out, locals.size());
    }

    /** A function's C. */
    record Written(String text, boolean callsItself, boolean canTrap) {}

    /** The function, named {@code name}, as its own body and for calls to itself. */
    Written write(String selfName) {
        labels.add(new Label(OpCode.END, 0, 0, function.signature(), true, List.of(), List.of()));
        for (int i = 0; i < instructions.size(); i++) {
            write(i, selfName);
        }
        return new Written(prologue() + out, callsItself, canTrap);
    }

    private String prologue() {
        StringBuilder head = new StringBuilder();
        int parameters = function.signature().parameters().size();
        for (int i = parameters; i < locals.size(); i++) {
            head.append("    ").append(locals.get(i).c).append(" l").append(i).append(" = 0;\n");
        }
        head.append(operands.declarations());
        if (costs.callsGuest()) {
            head.append("    guest_check_stack(g);\n");
        }
        if (module.memory().isPresent()) {
            head.append("    WASM_SIZE_VARIABLE\n");
        }
        if (costs.chargeAfter(-1) > 0) {
            head.append("    CHARGE_TEST(").append(costs.chargeAfter(-1)).append(");\n");
        }
        return head.toString();
    }

    private void write(int i, String selfName) {
        AnnotatedInstruction instruction = instructions.get(i);
        switch (instruction.opcode()) {
            case BLOCK, LOOP, IF -> open(i);
            case ELSE -> otherwise(i);
            case END -> close(i);
            default -> {
                if (costs.isLive(i)) {
                    writePlain(i, instruction, selfName);
                    charge(i);
                }
            }
        }
    }

    private void charge(int i) {
        if (costs.chargeAfter(i) > 0) {
            line("CHARGE(" + costs.chargeAfter(i) + ");");
        }
    }

    private void line(String text) {
        out.append("    ").append(text).append('\n');
    }

    // ---- blocks
    // ------------------------------------------------------------------------------------------------------

    private void open(int i) {
        AnnotatedInstruction instruction = instructions.get(i);
        OpCode kind = instruction.opcode();
        if (!costs.isLive(i)) {
            labels.add(new Label(
                    kind, -1, operands.height(), new Signature(List.of(), List.of()), false, List.of(), List.of()));
            return;
        }
        Optional<Operand> condition = kind == OpCode.IF ? Optional.of(operands.pop()) : Optional.empty();
        operands.settleAll();
        Signature signature = blockType(instruction.operand(0));
        int height = operands.height() - signature.parameters().size();
        int number = ++numbers;
        switch (kind) {
            case LOOP -> openLoop(i, number, height, signature);
            case IF -> openIf(i, number, height, signature, condition.orElseThrow());
            default ->
                labels.add(new Label(
                        kind,
                        number,
                        height,
                        signature,
                        costs.isTarget(i),
                        costs.isTarget(i) ? variables(signature.results()) : List.of(),
                        List.of()));
        }
    }

    private void openLoop(int i, int number, int height, Signature signature) {
        List<Operand> initial = operands.pop(signature.parameters().size());
        List<String> variables = variables(signature.parameters());
        for (int k = 0; k < variables.size(); k++) {
            line(variables.get(k) + " = " + initial.get(k).text() + ";");
        }
        initial.forEach(operands::release);
        labels.add(new Label(OpCode.LOOP, number, height, signature, costs.isTarget(i), variables, List.of()));
        for (int k = 0; k < variables.size(); k++) {
            operands.push(Operand.temporary(signature.parameters().get(k), variables.get(k))
                    .borrowed());
        }
        if (costs.isTarget(i)) {
            line("L" + number + ":;");
            if (costs.chargeAfter(i) > 0) {
                line("CHARGE_TEST(" + costs.chargeAfter(i) + ");");
            }
        } else {
            charge(i);
        }
    }

    private void openIf(int i, int number, int height, Signature signature, Operand condition) {
        List<Operand> parameters = operands.pop(signature.parameters().size());
        labels.add(new Label(OpCode.IF, number, height, signature, true, variables(signature.results()), parameters));
        line("if (!" + condition.text() + ") goto E" + number + ";");
        operands.release(condition);
        parameters.forEach(operand -> operands.push(operand.borrowed()));
        charge(i);
    }

    private void otherwise(int i) {
        Label label = last();
        if (!costs.isLive(i)) {
            return;
        }
        if (costs.isFallThroughLive(i)) {
            assignResults(label);
            line("goto L" + label.number() + ";");
        }
        operands.truncate(label.height());
        line("E" + label.number() + ":;");
        label.parameters().forEach(operand -> operands.push(operand.borrowed()));
        labels.set(
                labels.size() - 1,
                new Label(
                        OpCode.ELSE,
                        label.number(),
                        label.height(),
                        label.signature(),
                        true,
                        label.variables(),
                        label.parameters()));
        charge(i);
    }

    private void close(int i) {
        Label label = labels.remove(labels.size() - 1);
        if (labels.isEmpty()) {
            if (costs.isFallThroughLive(i)) {
                writeReturn();
            }
        } else if (label.number() >= 0) {
            if (label.kind() == OpCode.LOOP || !label.target()) {
                closePlain(i, label);
            } else {
                closeJoin(i, label);
            }
        }
        if (costs.isLive(i) && !labels.isEmpty()) {
            charge(i);
        }
    }

    /** A block nothing branches to the end of: the results stay where they are. */
    private void closePlain(int i, Label label) {
        int results = label.signature().results().size();
        List<Operand> kept = costs.isFallThroughLive(i) ? operands.pop(results) : List.of();
        operands.truncate(label.height());
        if (label.kind() == OpCode.LOOP && !label.variables().isEmpty()) {
            // The results may read the loop's variables, which are released here.
            List<Operand> moved = new ArrayList<>();
            for (Operand operand : kept) {
                String variable = operands.variable(operand.type());
                line(variable + " = " + operand.text() + ";");
                operands.release(operand);
                moved.add(Operand.temporary(operand.type(), variable));
            }
            label.variables().forEach(operands::release);
            kept = moved;
        }
        kept.forEach(operands::push);
    }

    private void closeJoin(int i, Label label) {
        if (costs.isFallThroughLive(i)) {
            assignResults(label);
        }
        operands.truncate(label.height());
        if (label.kind() == OpCode.IF) {
            if (label.variables().isEmpty()) {
                line("E" + label.number() + ":;");
            } else {
                // Without an else, the results are the parameters.
                line("goto L" + label.number() + ";");
                line("E" + label.number() + ":;");
                for (int k = 0; k < label.variables().size(); k++) {
                    line(label.variables().get(k) + " = "
                            + label.parameters().get(k).text() + ";");
                }
            }
        }
        label.parameters().forEach(operands::release);
        line("L" + label.number() + ":;");
        if (costs.isLive(i)) {
            List<Type> results = label.signature().results();
            for (int k = 0; k < results.size(); k++) {
                operands.push(
                        Operand.temporary(results.get(k), label.variables().get(k)));
            }
        } else {
            label.variables().forEach(operands::release);
        }
    }

    private void assignResults(Label label) {
        List<Operand> results = operands.pop(label.variables().size());
        for (int k = 0; k < results.size(); k++) {
            line(label.variables().get(k) + " = " + results.get(k).text() + ";");
        }
        results.forEach(operands::release);
    }

    private List<String> variables(List<Type> types) {
        return types.stream().map(operands::variable).toList();
    }

    private Label last() {
        return labels.get(labels.size() - 1);
    }

    private Signature blockType(long type) {
        if (BlockType.isEmpty(type)) {
            return new Signature(List.of(), List.of());
        }
        if (BlockType.isTypeIndex(type)) {
            return module.types().get((int) BlockType.typeIndex(type));
        }
        var result = run.endive.wasm.types.ValType.builder()
                .fromId(BlockType.valueTypeId(type))
                .build();
        return new Signature(List.of(), List.of(Type.of(result).orElseThrow()));
    }

    // ---- branches
    // ----------------------------------------------------------------------------------------------------

    /** The statements that carry the topmost operands to the label and go there; the operands stay. */
    private String branch(int depth) {
        Label label = labels.get(labels.size() - 1 - depth);
        if (labels.size() - 1 == depth) {
            return "return " + returned(operands.top(label.carried().size())) + ";";
        }
        List<Operand> values = operands.top(label.carried().size());
        StringBuilder moves = new StringBuilder();
        if (label.kind() == OpCode.LOOP && values.size() > 1) {
            for (int k = 0; k < values.size(); k++) {
                moves.append(values.get(k).type().c).append(" m").append(k).append(" = ");
                moves.append(values.get(k).text()).append("; ");
            }
            for (int k = 0; k < values.size(); k++) {
                moves.append(label.variables().get(k)).append(" = m").append(k).append("; ");
            }
        } else {
            for (int k = 0; k < values.size(); k++) {
                moves.append(label.variables().get(k)).append(" = ");
                moves.append(values.get(k).text()).append("; ");
            }
        }
        return moves + "goto L" + label.number() + ";";
    }

    private String returned(List<Operand> values) {
        if (values.size() <= 1) {
            return values.stream().map(Operand::text).collect(Collectors.joining());
        }
        String members = values.stream().map(Operand::text).collect(Collectors.joining(", "));
        return "(" + types.result(function.signature().results()) + "){" + members + "}";
    }

    private void writeReturn() {
        List<Operand> values = operands.pop(function.signature().results().size());
        line("return " + returned(values) + ";");
        values.forEach(operands::release);
        operands.truncate(last(labels));
    }

    private static int last(List<Label> labels) {
        return labels.isEmpty() ? 0 : labels.get(labels.size() - 1).height();
    }

    private int carriedBy(int depth) {
        return labels.get(labels.size() - 1 - depth).carried().size();
    }

    private void branchIf(int depth) {
        Operand condition = operands.pop();
        operands.settleTop(carriedBy(depth));
        line("if (" + condition.text() + ") { " + branch(depth) + " }");
        operands.release(condition);
    }

    private void branchTable(long[] depths) {
        Operand index = operands.pop();
        operands.settleTop(carriedBy((int) depths[depths.length - 1]));
        Map<Long, StringBuilder> cases = new LinkedHashMap<>();
        long otherwise = depths[depths.length - 1];
        for (int k = 0; k < depths.length - 1; k++) {
            if (depths[k] != otherwise) {
                cases.computeIfAbsent(depths[k], depth -> new StringBuilder())
                        .append("case ")
                        .append(k)
                        .append(": ");
            }
        }
        line("switch (" + index.text() + ") {");
        cases.forEach((depth, names) -> line(names + branch(depth.intValue())));
        line("default: " + branch((int) otherwise));
        line("}");
        operands.release(index);
    }

    private void leave() {
        operands.truncate(last().height());
    }

    // ---- all other operators
    // -------------------------------------------------------------------------------------------

    private void writePlain(int i, AnnotatedInstruction instruction, String selfName) {
        Optional<Operator> operator = Operators.of(instruction.opcode());
        if (operator.isPresent()) {
            writeOperator(i, instruction, operator.get());
            return;
        }
        switch (instruction.opcode()) {
            case NOP -> {}
            case UNREACHABLE -> {
                trap();
                line("TRAP(UNREACHABLE, 0);");
                leave();
            }
            case BR -> {
                line("{ " + branch((int) instruction.operand(0)) + " }");
                leave();
            }
            case BR_IF -> branchIf((int) instruction.operand(0));
            case BR_TABLE -> {
                branchTable(instruction.operands());
                leave();
            }
            case RETURN -> {
                line(branch(labels.size() - 1));
                leave();
            }
            case CALL -> call(module.functions().get((int) instruction.operand(0)), selfName);
            case CALL_INDIRECT -> callIndirect(instruction);
            case DROP -> operands.release(operands.pop());
            case SELECT, SELECT_T -> select();
            default -> writeVariable(i, instruction);
        }
    }

    private void writeOperator(int i, AnnotatedInstruction instruction, Operator operator) {
        List<Operand> arguments = operands.pop(operator.operands().size());
        switch (operator.kind()) {
            case PURE ->
                operands.push(Operand.composed(
                        operator.result().orElseThrow(),
                        fill(operator, arguments, 0),
                        arguments.toArray(Operand[]::new)));
            case TRAPPING -> {
                trap();
                arguments.forEach(operands::release);
                operands.pushEvaluated(operator.result().orElseThrow(), fill(operator, arguments, costs.rest(i)));
            }
            case LOAD -> {
                trap();
                arguments.forEach(operands::release);
                operands.pushEvaluated(
                        operator.result().orElseThrow(),
                        accesses.load(operator, arguments.get(0), instruction.operand(1), costs.rest(i)));
            }
            case STORE -> {
                trap();
                line(accesses.store(operator, arguments.get(0), arguments.get(1), instruction.operand(1), costs.rest(i))
                        + ";");
                arguments.forEach(operands::release);
            }
        }
    }

    private static String fill(Operator operator, List<Operand> arguments, int rest) {
        StringBuilder text = new StringBuilder();
        String template = operator.text();
        for (int k = 0; k < template.length(); k++) {
            char c = template.charAt(k);
            if (c != '$') {
                text.append(c);
                continue;
            }
            switch (template.charAt(++k)) {
                case '0' -> text.append(arguments.get(0).text());
                case '1' -> text.append(arguments.get(1).text());
                default -> text.append(rest);
            }
        }
        return text.toString();
    }

    private void trap() {
        canTrap = true;
    }

    private void select() {
        Operand condition = operands.pop();
        Operand second = operands.pop();
        Operand first = operands.pop();
        operands.push(Operand.composed(
                first.type(),
                "(" + condition.text() + " ? " + first.text() + " : " + second.text() + ")",
                first,
                second,
                condition));
    }

    private void writeVariable(int i, AnnotatedInstruction instruction) {
        int index = instruction.operandCount() > 0 ? (int) instruction.operand(0) : 0;
        switch (instruction.opcode()) {
            case LOCAL_GET -> operands.push(Operand.local(locals.get(index), index));
            case LOCAL_SET -> setLocal(index);
            case LOCAL_TEE -> {
                setLocal(index);
                operands.push(Operand.local(locals.get(index), index));
            }
            case GLOBAL_GET ->
                operands.pushEvaluated(module.globals().get(index).type(), layout.global(index));
            case GLOBAL_SET -> consume(value -> layout.global(index) + " = " + value + ";");
            case I32_CONST, I64_CONST, F32_CONST, F64_CONST ->
                operands.push(Constants.number(instruction.opcode(), instruction.operand(0)));
            case REF_NULL ->
                operands.push(
                        Operand.constant(Type.ofHeapType(instruction.operand(0)).orElseThrow(), "0ull"));
            case REF_FUNC -> operands.push(Operand.constant(Type.FUNCREF, layout.reference(index)));
            case REF_IS_NULL -> {
                Operand value = operands.pop();
                operands.push(Operand.composed(Type.I32, "(u32)(" + value.text() + " == 0)", value));
            }
            default -> writeBulk(i, instruction, index);
        }
    }

    private void setLocal(int index) {
        Operand value = operands.pop();
        operands.settleReadersOf(index);
        line("l" + index + " = " + value.text() + ";");
        operands.release(value);
    }

    private void consume(java.util.function.UnaryOperator<String> statement) {
        Operand value = operands.pop();
        line(statement.apply(value.text()));
        operands.release(value);
    }

    /** A statement {@code name(g, fixed, operands, rest)}. */
    private void helper(String name, String fixed, int count, int i) {
        trap();
        List<Operand> arguments = operands.pop(count);
        String texts = arguments.stream().map(Operand::text).collect(Collectors.joining(", "));
        line(name + "(g, " + fixed + texts + ", " + costs.rest(i) + ");");
        arguments.forEach(operands::release);
    }

    private void writeBulk(int i, AnnotatedInstruction instruction, int index) {
        switch (instruction.opcode()) {
            case MEMORY_SIZE -> operands.pushEvaluated(Type.I32, "(u32)(MEMORY_SIZE / GUEST_PAGE)");
            case MEMORY_GROW -> {
                Operand pages = operands.pop();
                operands.release(pages);
                operands.pushEvaluated(Type.I32, "(u32)guest_grow_memory(g, (s32)" + pages.text() + ")");
                line("WASM_SIZE_CHANGED");
            }
            case MEMORY_COPY -> helper("MEMORY_COPY", "", 3, i);
            case MEMORY_FILL -> helper("MEMORY_FILL", "", 3, i);
            case MEMORY_INIT -> helper("MEMORY_INIT", layout.data(index) + ", ", 3, i);
            case DATA_DROP -> layout.dropData(index).ifPresent(this::line);
            case ELEM_DROP -> layout.dropElements(index).ifPresent(this::line);
            case TABLE_GET -> {
                trap();
                Operand at = operands.pop();
                operands.release(at);
                operands.pushEvaluated(
                        module.tables().get(index).type(),
                        "TABLE_GET(g, " + layout.table(index) + ", " + at.text() + ", " + costs.rest(i) + ")");
            }
            case TABLE_SET -> helper("TABLE_SET", layout.table(index) + ", ", 2, i);
            case TABLE_SIZE -> operands.pushEvaluated(Type.I32, "(u32)" + layout.tableLength(index));
            case TABLE_FILL -> helper("TABLE_FILL", layout.table(index) + ", ", 3, i);
            case TABLE_GROW -> growTable(index);
            case TABLE_COPY ->
                helper(
                        "TABLE_COPY",
                        layout.table(index) + ", " + layout.table((int) instruction.operand(1)) + ", ",
                        3,
                        i);
            case TABLE_INIT ->
                helper(
                        "TABLE_COPY",
                        layout.table((int) instruction.operand(1)) + ", " + layout.elements(index) + ", ",
                        3,
                        i);
            default -> throw new IllegalStateException("unchecked operator " + instruction);
        }
    }

    private void growTable(int index) {
        Operand count = operands.pop();
        Operand value = operands.pop();
        operands.release(count);
        operands.release(value);
        operands.pushEvaluated(
                Type.I32,
                "(u32)guest_grow_table(g, " + layout.ownedTable(index) + ", " + value.text() + ", " + count.text()
                        + ")");
    }

    // ---- calls
    // ---------------------------------------------------------------------------------------------------------

    private void call(Module.Function callee, String selfName) {
        trap();
        boolean itself = callee.index() == function.index();
        callsItself |= itself;
        List<Operand> arguments = operands.pop(callee.signature().parameters().size());
        String call = (itself ? selfName : "fn" + callee.index()) + "(g" + list(arguments) + ")";
        arguments.forEach(operands::release);
        pushResults(callee.signature(), call);
    }

    private static String list(List<Operand> arguments) {
        return arguments.stream().map(operand -> ", " + operand.text()).collect(Collectors.joining());
    }

    private void pushResults(Signature signature, String call) {
        List<Type> results = signature.results();
        if (results.isEmpty()) {
            line(call + ";");
        } else if (results.size() == 1) {
            operands.pushEvaluated(results.get(0), call);
        } else {
            List<String> variables = variables(results);
            StringBuilder text = new StringBuilder("{ " + types.result(results) + " m = " + call + "; ");
            for (int k = 0; k < variables.size(); k++) {
                text.append(variables.get(k)).append(" = m.v").append(k).append("; ");
                operands.push(Operand.temporary(results.get(k), variables.get(k)));
            }
            line(text + "}");
        }
        if (module.memory().isPresent()) {
            line("WASM_SIZE_CHANGED");
        }
    }

    // { const struct guest_function *c = wasm_callee(g, table, length, index, TYPE_3);
    //   i0 = CALLED_HERE(c) ? ((T3)c->code)(g, a, b) : foreign3(g, c, a, b); }
    private void callIndirect(AnnotatedInstruction instruction) {
        trap();
        Signature signature = module.types().get((int) instruction.operand(0));
        Operand index = operands.pop();
        List<Operand> arguments = operands.pop(signature.parameters().size());
        int type = types.number(signature);
        String callee = "wasm_callee(g, " + layout.table((int) instruction.operand(1)) + ", " + index.text() + ", TYPE_"
                + type + ")";
        operands.release(index);
        String here = "((T" + type + ")c->code)(g" + list(arguments) + ")";
        line("{ const struct guest_function *c = " + callee + ";");
        String call = layout.meetsForeignFunctions()
                ? "(__builtin_expect(c->instance == g, 1) ? " + here + " : foreign" + type + "(g, c" + list(arguments)
                        + "))"
                : here;
        arguments.forEach(operands::release);
        pushResults(signature, call);
        line("}");
    }
}
