package dev.hostcall.compiler.translate;

import dev.hostcall.compiler.read.Instructions;
import dev.hostcall.compiler.read.Opcode;
import dev.hostcall.compiler.read.Signature;
import dev.hostcall.compiler.translate.Operand.Variable;
import dev.hostcall.compiler.translate.Statements.Label;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Translates blocks, loops, ifs, tries and branches to labels and jumps. */
final class Control {

    /** Behind the charge of the function's entry. */
    private static final Label HEAD = new Label('H', 0);

    private final FunctionScope scope;
    private final List<Block> blocks = new ArrayList<>();
    private final Handlers handlers;
    private int numbers;

    Control(FunctionScope scope) {
        this.scope = scope;
        this.handlers = new Handlers(scope, this);
        blocks.add(new Block(Opcode.END, 0, 0, scope.function.signature(), true, List.of(), List.of()));
    }

    /** What throws and catches. */
    Handlers handlers() {
        return handlers;
    }

    /** Writes where the function goes on that tail-calls itself. */
    void begin() {
        if (scope.costs.tailCallsItself()) {
            scope.statements.label(HEAD);
        }
    }

    // u32 m_0 = i_0; l_0 = m_0; l_1 = 0; CHARGE_TEST(3); goto H_0;
    /** Writes a tail call to the function itself: the parameters are assigned, the other locals are as at first. */
    void again() {
        int parameters = scope.function.signature().parameters().size();
        List<Operand> values = scope.operands.top(parameters);
        StringBuilder text = new StringBuilder("{ ");
        for (int k = 0; k < parameters; k++) {
            Operand value = values.get(k);
            text.append(CType.of(value.type()).name() + " m_" + k + " = " + value.text() + "; ");
        }
        for (int k = 0; k < scope.locals.size(); k++) {
            text.append("l_" + k + " = " + (k < parameters ? "m_" + k : "0") + "; ");
        }
        int entry = scope.costs.chargeAfter(-1);
        text.append(entry > 0 ? "CHARGE_TEST(" + entry + "); " : "");
        scope.statements.jump(text.toString(), HEAD, " }");
        leave();
    }

    void unreachable() {
        scope.canTrap();
        scope.line("TRAP(UNREACHABLE, 0);");
        leave();
    }

    // ---- blocks

    /** Writes a block, loop, if or try. */
    void open(int i, Instructions instruction) {
        Opcode kind = instruction.opcode();
        if (!scope.costs.isLive(i)) {
            blocks.add(new Block(kind, -1, scope.operands.height(), Signature.NOTHING, false, List.of(), List.of()));
            return;
        }
        Signature signature = instruction.signature();
        switch (kind) {
            case LOOP -> openLoop(i, signature);
            case IF -> openIf(i, signature);
            case TRY -> openTry(signature);
            case TRY_TABLE -> {
                openBlock(i, kind, signature);
                blocks.add(blocks.remove(blocks.size() - 1).withCatches(instruction.catches()));
            }
            default -> openBlock(i, kind, signature);
        }
    }

    private int heightBelow(Signature signature) {
        return scope.operands.height() - signature.parameters().size();
    }

    private void openBlock(int i, Opcode kind, Signature signature) {
        scope.operands.settleAll();
        boolean target = scope.costs.isTarget(i);
        List<Variable> variables = target ? scope.operands.variables(signature.results()) : List.of();
        blocks.add(new Block(kind, ++numbers, heightBelow(signature), signature, target, variables, List.of()));
    }

    private void openTry(Signature signature) {
        scope.operands.settleAll();
        List<Variable> variables = scope.operands.variables(signature.results());
        blocks.add(new Block(Opcode.TRY, ++numbers, heightBelow(signature), signature, true, variables, List.of()));
    }

    private void openLoop(int i, Signature signature) {
        scope.operands.settleAll();
        int height = heightBelow(signature);
        List<Operand> initial = scope.operands.pop(signature.parameters().size());
        List<Variable> variables = scope.operands.variables(signature.parameters());
        assign(variables, initial);
        initial.forEach(scope.operands::release);
        Block loop =
                new Block(Opcode.LOOP, ++numbers, height, signature, scope.costs.isTarget(i), variables, List.of());
        blocks.add(loop);
        variables.forEach(variable -> scope.operands.push(variable.borrowed()));
        if (loop.target()) {
            scope.statements.label(loop.label());
        }
        scope.charge(i);
    }

    private void openIf(int i, Signature signature) {
        Operand condition = scope.operands.pop();
        scope.operands.settleAll();
        int height = heightBelow(signature);
        List<Operand> parameters = scope.operands.pop(signature.parameters().size());
        List<Variable> variables = scope.operands.variables(signature.results());
        Block block = new Block(Opcode.IF, ++numbers, height, signature, true, variables, parameters);
        blocks.add(block);
        scope.statements.jump("if (!" + condition.text() + ") { " + scope.chargeOfBranch(i), block.otherwise(), " }");
        scope.operands.release(condition);
        parameters.forEach(operand -> scope.operands.push(operand.borrowed()));
        scope.charge(i);
    }

    /** Writes an else. */
    void otherwise(int i) {
        if (!scope.costs.isLive(i)) {
            return;
        }
        Block block = leavePart(i);
        scope.statements.label(block.otherwise());
        block.parameters().forEach(operand -> scope.operands.push(operand.borrowed()));
        blocks.add(block.withElse());
        scope.charge(i);
    }

    /** Writes a catch or catch_all. */
    void beginCatch(int i, Instructions instruction) {
        if (!scope.costs.isLive(i)) {
            return;
        }
        blocks.add(handlers.beginCatch(i, instruction, leavePart(i)));
        scope.charge(i);
    }

    /** Leaves the part of the innermost block before an else or a catch, of which nothing else is to be reached. */
    private Block leavePart(int i) {
        Block block = blocks.remove(blocks.size() - 1);
        if (scope.costs.isFallThroughLive(i)) {
            assignResults(block);
            scope.statements.jump("", block.label(), "");
        }
        scope.operands.truncate(block.height());
        return block;
    }

    /** Writes an end. */
    void close(int i) {
        close(i, 0);
    }

    /** Writes an end; where exceptions go that a try does not catch, so many blocks around it are left out. */
    void close(int i, int outside) {
        Block block = blocks.remove(blocks.size() - 1);
        if (blocks.isEmpty()) {
            if (scope.costs.isFallThroughLive(i)) {
                writeReturn();
            }
            return;
        }
        if (block.isReached()) {
            if (block.kind() == Opcode.LOOP || !block.target()) {
                closePlain(i, block);
            } else {
                closeJoin(i, block, outside);
            }
        }
        if (scope.costs.isLive(i)) {
            scope.charge(i);
        }
    }

    /** A block nothing branches to the end of: the results stay where they are. */
    private void closePlain(int i, Block block) {
        int results = block.signature().results().size();
        List<Operand> kept = scope.costs.isFallThroughLive(i) ? scope.operands.pop(results) : List.of();
        scope.operands.truncate(block.height());
        if (block.kind() == Opcode.LOOP && !block.variables().isEmpty()) {
            kept = moved(kept); // they may read the loop's variables, which are released here
            block.variables().forEach(scope.operands::release);
        }
        if (block.kind() == Opcode.TRY_TABLE) {
            handlers.catchInTable(block, scope.costs.isFallThroughLive(i));
        }
        kept.forEach(scope.operands::push);
    }

    private List<Operand> moved(List<Operand> operands) {
        List<Operand> moved = new ArrayList<>();
        for (Operand operand : operands) {
            Variable variable = scope.operands.variable(operand.type());
            scope.line(variable.text() + " = " + operand.text() + ";");
            scope.operands.release(operand);
            moved.add(variable);
        }
        return moved;
    }

    private void closeJoin(int i, Block block, int outside) {
        if (scope.costs.isFallThroughLive(i)) {
            assignResults(block);
        }
        scope.operands.truncate(block.height());
        if (block.kind() == Opcode.IF) { // without an else, whose results are the parameters
            if (!block.variables().isEmpty()) {
                scope.statements.jump("", block.label(), "");
            }
            scope.statements.label(block.otherwise());
            assign(block.variables(), block.parameters());
        }
        switch (block.kind()) {
            case TRY_TABLE -> handlers.catchInTable(block, scope.costs.isFallThroughLive(i));
            case TRY, CATCH, CATCH_ALL -> handlers.endTry(block, outside, scope.costs.isFallThroughLive(i));
            default -> {}
        }
        block.parameters().forEach(scope.operands::release);
        scope.statements.label(block.label());
        if (scope.costs.isLive(i)) {
            block.variables().forEach(scope.operands::push);
        } else {
            block.variables().forEach(scope.operands::release);
        }
    }

    private void assignResults(Block block) {
        List<Operand> results = scope.operands.pop(block.variables().size());
        assign(block.variables(), results);
        results.forEach(scope.operands::release);
    }

    private void assign(List<Variable> variables, List<Operand> values) {
        for (int k = 0; k < variables.size(); k++) {
            scope.line(assignment(variables.get(k), values.get(k).text()));
        }
    }

    private static String assignment(Variable variable, String value) {
        return variable.text() + " = " + value + ";";
    }

    // ---- branches

    private Block innermost() {
        return blocks.get(blocks.size() - 1);
    }

    /** The innermost try that exceptions go to from outside of so many of the innermost blocks. */
    Optional<Block> handler(int outside) {
        for (int k = blocks.size() - 1 - outside; k >= 0; k--) {
            if (blocks.get(k).handles()) {
                return Optional.of(blocks.get(k));
            }
        }
        return Optional.empty();
    }

    Label newLabel(char kind) {
        return new Label(kind, ++numbers);
    }

    Block target(int depth) {
        return blocks.get(blocks.size() - 1 - depth);
    }

    /** What follows cannot be reached. */
    void leave() {
        scope.operands.truncate(innermost().height());
    }

    void branch(int depth) {
        writeBranch("{ ", depth, " }");
        leave();
    }

    void branchIf(int i, int depth) {
        Operand condition = scope.operands.pop();
        scope.operands.settleTop(target(depth).carried().size());
        writeBranch("if (" + condition.text() + ") { " + scope.chargeOfBranch(i), depth, " }");
        scope.operands.release(condition);
    }

    void branchOnNull(int i, int depth) {
        scope.operands.settleTop(target(depth).carried().size() + 1);
        Operand reference = scope.operands.pop();
        writeBranch("if (!" + reference.text() + ") { " + scope.chargeOfBranch(i), depth, " }");
        scope.operands.push(reference);
    }

    void branchOnNonNull(int i, int depth) {
        scope.operands.settleTop(target(depth).carried().size());
        writeBranch("if (" + scope.operands.top(1).get(0).text() + ") { " + scope.chargeOfBranch(i), depth, " }");
        scope.operands.release(scope.operands.pop());
    }

    // switch (i_0) {
    // case 0: case 2: goto L_4;
    // default: i_1 = 7u; goto L_3;
    // }
    void branchTable(int[] depths) {
        Operand index = scope.operands.pop();
        int last = depths[depths.length - 1];
        scope.operands.settleTop(target(last).carried().size());
        Map<Integer, StringBuilder> cases = new LinkedHashMap<>();
        for (int k = 0; k < depths.length - 1; k++) {
            if (depths[k] != last) {
                cases.computeIfAbsent(depths[k], depth -> new StringBuilder())
                        .append("case ")
                        .append(k)
                        .append(": ");
            }
        }
        scope.line("switch (" + index.text() + ") {");
        cases.forEach((depth, names) -> writeBranch(names.toString(), depth, ""));
        writeBranch("default: ", last, "");
        scope.line("}");
        scope.operands.release(index);
        leave();
    }

    /** Leaves the function from within. */
    void leaveFunction() {
        writeBranch("", blocks.size() - 1, "");
        leave();
    }

    /** The function's end. */
    private void writeReturn() {
        List<Operand> values =
                scope.operands.pop(scope.function.signature().results().size());
        scope.line(returning(values));
        values.forEach(scope.operands::release);
        scope.operands.truncate(0);
    }

    /** Writes a line that carries the topmost operands, which stay, to a block and goes there. */
    void writeBranch(String before, int depth, String after) {
        Block block = target(depth);
        List<Operand> values = scope.operands.top(block.carried().size());
        if (depth == blocks.size() - 1) {
            scope.line(before + returning(values) + after);
        } else {
            scope.statements.jump(before + moves(block, values), block.label(), after);
        }
    }

    /** The assignments of a branch; those of a loop's variables all at once, as the values may be these variables. */
    private static String moves(Block block, List<Operand> values) {
        StringBuilder copies = new StringBuilder();
        StringBuilder moves = new StringBuilder();
        boolean apart = block.kind() == Opcode.LOOP && values.size() > 1;
        for (int k = 0; k < values.size(); k++) {
            Operand value = values.get(k);
            if (apart) {
                copies.append(CType.of(value.type()).name() + " m_" + k + " = " + value.text() + "; ");
            }
            moves.append(assignment(block.variables().get(k), apart ? "m_" + k : value.text()))
                    .append(' ');
        }
        return copies.append(moves).toString();
    }

    private String returning(List<Operand> values) {
        return scope.isChained()
                ? "{ " + Slots.store(values) + "return (struct wasm_next){0}; }"
                : "return " + returned(values) + ";";
    }

    private String returned(List<Operand> values) {
        String all = values.stream().map(Operand::text).collect(Collectors.joining(", "));
        return values.size() <= 1
                ? all
                : "(" + scope.module.types().result(scope.function.signature().results()) + "){" + all + "}";
    }
}
