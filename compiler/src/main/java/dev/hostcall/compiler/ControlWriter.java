package dev.hostcall.compiler;

import dev.hostcall.compiler.read.Instructions;
import dev.hostcall.compiler.read.Opcode;
import dev.hostcall.compiler.read.Signature;
import dev.hostcall.compiler.read.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Blocks, loops, ifs and branches as labels and gotos. */
final class ControlWriter {

    /** A block, loop or if that is open. */
    private record Label(
            Opcode kind,
            int number,
            int height,
            Signature signature,
            boolean target,
            List<String> variables,
            List<Operand> parameters) {

        /** What a branch to it carries. */
        List<Type> carried() {
            return kind == Opcode.LOOP ? signature.parameters() : signature.results();
        }
    }

    private final FunctionScope scope;
    private final List<Label> labels = new ArrayList<>();
    private int numbers;

    ControlWriter(FunctionScope scope) {
        this.scope = scope;
        labels.add(new Label(Opcode.END, 0, 0, scope.function.signature(), true, List.of(), List.of()));
    }

    /** Writes the operator, if it is one of control. */
    boolean write(Instructions instruction) {
        switch (instruction.opcode()) {
            case UNREACHABLE -> {
                scope.canTrap();
                scope.line("TRAP(UNREACHABLE, 0);");
                leave();
            }
            case BR -> {
                scope.line("{ " + branch(instruction.index()) + " }");
                leave();
            }
            case BR_IF -> branchIf(instruction.index());
            case BR_TABLE -> {
                branchTable(instruction.labels());
                leave();
            }
            case RETURN -> {
                scope.line(branch(labels.size() - 1));
                leave();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Writes a block, loop or if. */
    void open(int i, Instructions instruction) {
        Opcode kind = instruction.opcode();
        if (!scope.costs.isLive(i)) {
            labels.add(new Label(
                    kind,
                    -1,
                    scope.operands.height(),
                    new Signature(List.of(), List.of()),
                    false,
                    List.of(),
                    List.of()));
            return;
        }
        Optional<Operand> condition = kind == Opcode.IF ? Optional.of(scope.operands.pop()) : Optional.empty();
        scope.operands.settleAll();
        Signature signature = instruction.signature();
        int height = scope.operands.height() - signature.parameters().size();
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
                        scope.costs.isTarget(i),
                        scope.costs.isTarget(i) ? scope.variables(signature.results()) : List.of(),
                        List.of()));
        }
    }

    private void openLoop(int i, int number, int height, Signature signature) {
        List<Operand> initial = scope.operands.pop(signature.parameters().size());
        List<String> variables = scope.variables(signature.parameters());
        for (int k = 0; k < variables.size(); k++) {
            scope.line(variables.get(k) + " = " + initial.get(k).text() + ";");
        }
        initial.forEach(scope.operands::release);
        labels.add(new Label(Opcode.LOOP, number, height, signature, scope.costs.isTarget(i), variables, List.of()));
        for (int k = 0; k < variables.size(); k++) {
            scope.operands.push(Operand.temporary(signature.parameters().get(k), variables.get(k))
                    .borrowed());
        }
        if (scope.costs.isTarget(i)) {
            scope.label("L_" + number);
        }
        scope.charge(i);
    }

    private void openIf(int i, int number, int height, Signature signature, Operand condition) {
        List<Operand> parameters = scope.operands.pop(signature.parameters().size());
        labels.add(new Label(
                Opcode.IF, number, height, signature, true, scope.variables(signature.results()), parameters));
        scope.line("if (!" + condition.text() + ") goto E_" + number + ";");
        scope.operands.release(condition);
        parameters.forEach(operand -> scope.operands.push(operand.borrowed()));
        scope.charge(i);
    }

    /** Writes an else. */
    void otherwise(int i) {
        Label label = last();
        if (!scope.costs.isLive(i)) {
            return;
        }
        if (scope.costs.isFallThroughLive(i)) {
            assignResults(label);
            scope.line("goto L_" + label.number() + ";");
        }
        scope.operands.truncate(label.height());
        scope.label("E_" + label.number());
        label.parameters().forEach(operand -> scope.operands.push(operand.borrowed()));
        labels.set(
                labels.size() - 1,
                new Label(
                        Opcode.ELSE,
                        label.number(),
                        label.height(),
                        label.signature(),
                        true,
                        label.variables(),
                        label.parameters()));
        scope.charge(i);
    }

    /** Writes an end. */
    void close(int i) {
        Label label = labels.remove(labels.size() - 1);
        if (labels.isEmpty()) {
            if (scope.costs.isFallThroughLive(i)) {
                writeReturn();
            }
        } else if (label.number() >= 0) {
            if (label.kind() == Opcode.LOOP || !label.target()) {
                closePlain(i, label);
            } else {
                closeJoin(i, label);
            }
        }
        if (scope.costs.isLive(i) && !labels.isEmpty()) {
            scope.charge(i);
        }
    }

    /** A block nothing branches to the end of: the results stay where they are. */
    private void closePlain(int i, Label label) {
        int results = label.signature().results().size();
        List<Operand> kept = scope.costs.isFallThroughLive(i) ? scope.operands.pop(results) : List.of();
        scope.operands.truncate(label.height());
        if (label.kind() == Opcode.LOOP && !label.variables().isEmpty()) {
            // The results may read the loop's variables, which are released here.
            List<Operand> moved = new ArrayList<>();
            for (Operand operand : kept) {
                String variable = scope.operands.variable(operand.type());
                scope.line(variable + " = " + operand.text() + ";");
                scope.operands.release(operand);
                moved.add(Operand.temporary(operand.type(), variable));
            }
            label.variables().forEach(scope.operands::release);
            kept = moved;
        }
        kept.forEach(scope.operands::push);
    }

    private void closeJoin(int i, Label label) {
        if (scope.costs.isFallThroughLive(i)) {
            assignResults(label);
        }
        scope.operands.truncate(label.height());
        if (label.kind() == Opcode.IF) {
            if (label.variables().isEmpty()) {
                scope.label("E_" + label.number());
            } else {
                // Without an else, the results are the parameters.
                scope.line("goto L_" + label.number() + ";");
                scope.label("E_" + label.number());
                for (int k = 0; k < label.variables().size(); k++) {
                    scope.line(label.variables().get(k) + " = "
                            + label.parameters().get(k).text() + ";");
                }
            }
        }
        label.parameters().forEach(scope.operands::release);
        scope.label("L_" + label.number());
        if (scope.costs.isLive(i)) {
            List<Type> results = label.signature().results();
            for (int k = 0; k < results.size(); k++) {
                scope.operands.push(
                        Operand.temporary(results.get(k), label.variables().get(k)));
            }
        } else {
            label.variables().forEach(scope.operands::release);
        }
    }

    private void assignResults(Label label) {
        List<Operand> results = scope.operands.pop(label.variables().size());
        for (int k = 0; k < results.size(); k++) {
            scope.line(label.variables().get(k) + " = " + results.get(k).text() + ";");
        }
        results.forEach(scope.operands::release);
    }

    private Label last() {
        return labels.get(labels.size() - 1);
    }

    // ---- branches

    /** The statements that carry the topmost operands to the label and go there; the operands stay. */
    private String branch(int depth) {
        Label label = labels.get(labels.size() - 1 - depth);
        if (labels.size() - 1 == depth) {
            return "return " + returned(scope.operands.top(label.carried().size())) + ";";
        }
        List<Operand> values = scope.operands.top(label.carried().size());
        StringBuilder moves = new StringBuilder();
        if (label.kind() == Opcode.LOOP && values.size() > 1) {
            for (int k = 0; k < values.size(); k++) {
                moves.append(values.get(k).type().c).append(" m_").append(k).append(" = ");
                moves.append(values.get(k).text()).append("; ");
            }
            for (int k = 0; k < values.size(); k++) {
                moves.append(label.variables().get(k)).append(" = m_").append(k).append("; ");
            }
        } else {
            for (int k = 0; k < values.size(); k++) {
                moves.append(label.variables().get(k)).append(" = ");
                moves.append(values.get(k).text()).append("; ");
            }
        }
        return moves + "goto L_" + label.number() + ";";
    }

    private String returned(List<Operand> values) {
        if (values.size() <= 1) {
            return values.stream().map(Operand::text).collect(Collectors.joining());
        }
        String members = values.stream().map(Operand::text).collect(Collectors.joining(", "));
        return "(" + scope.types.result(scope.function.signature().results()) + "){" + members + "}";
    }

    private void writeReturn() {
        List<Operand> values =
                scope.operands.pop(scope.function.signature().results().size());
        scope.line("return " + returned(values) + ";");
        values.forEach(scope.operands::release);
        scope.operands.truncate(labels.isEmpty() ? 0 : last().height());
    }

    private int carriedBy(int depth) {
        return labels.get(labels.size() - 1 - depth).carried().size();
    }

    private void branchIf(int depth) {
        Operand condition = scope.operands.pop();
        scope.operands.settleTop(carriedBy(depth));
        scope.line("if (" + condition.text() + ") { " + branch(depth) + " }");
        scope.operands.release(condition);
    }

    private void branchTable(int[] depths) {
        Operand index = scope.operands.pop();
        scope.operands.settleTop(carriedBy(depths[depths.length - 1]));
        Map<Integer, StringBuilder> cases = new LinkedHashMap<>();
        int otherwise = depths[depths.length - 1];
        for (int k = 0; k < depths.length - 1; k++) {
            if (depths[k] != otherwise) {
                cases.computeIfAbsent(depths[k], depth -> new StringBuilder())
                        .append("case ")
                        .append(k)
                        .append(": ");
            }
        }
        scope.line("switch (" + index.text() + ") {");
        cases.forEach((depth, names) -> scope.line(names + branch(depth)));
        scope.line("default: " + branch(otherwise));
        scope.line("}");
        scope.operands.release(index);
    }

    private void leave() {
        scope.operands.truncate(last().height());
    }
}
