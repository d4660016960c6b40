package dev.hostcall.compiler.translate;

import dev.hostcall.abi.WasmType;
import dev.hostcall.compiler.translate.Operand.Variable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The operand stack of the translation and the C variables behind it. Values stay expressions until something forces an
 * order: a local in them is set, a block begins, or they grow too large.
 */
final class Operands {
    /** Larger expressions are given a variable, as C compilers descend into them recursively. */
    private static final int MAX_WEIGHT = 24;

    private final Statements statements;
    private final List<Operand> stack = new ArrayList<>();
    private final Map<WasmType, Deque<Variable>> free = new EnumMap<>(WasmType.class);
    private final Map<WasmType, Integer> made = new EnumMap<>(WasmType.class);
    private final int[] readers;
    private int settled;
    private Optional<Assignment> latest = Optional.empty();

    /** A statement that gives a variable its value, and its place in the text. */
    private record Assignment(Variable variable, UnaryOperator<String> statement, int begin, int end) {}

    /**
     * An empty stack.
     *
     * @param statements where assignments to variables are written
     * @param locals the number of locals of the function
     */
    Operands(Statements statements, int locals) {
        this.statements = statements;
        this.readers = new int[locals];
    }

    int height() {
        return stack.size();
    }

    void push(Operand operand) {
        stack.add(operand);
        operand.locals().forEach(local -> readers[local]++);
        if (operand.weight() > MAX_WEIGHT) {
            settle(stack.size() - 1);
        }
    }

    Operand pop() {
        Operand operand = stack.remove(stack.size() - 1);
        operand.locals().forEach(local -> readers[local]--);
        settled = Math.min(settled, stack.size());
        return operand;
    }

    /** The topmost {@code count} operands, the lowest first. */
    List<Operand> top(int count) {
        return List.copyOf(stack.subList(stack.size() - count, stack.size()));
    }

    /** Takes {@code count} operands off, the lowest first. */
    List<Operand> pop(int count) {
        List<Operand> operands = top(count);
        for (int i = 0; i < count; i++) {
            pop();
        }
        return operands;
    }

    /** Drops what is above the height. */
    void truncate(int height) {
        while (stack.size() > height) {
            release(pop());
        }
    }

    /** To be called once the statement that consumes the operand has been written. */
    void release(Operand operand) {
        operand.temporaries().forEach(variable -> unused(variable.type()).push(variable));
    }

    /** Writes {@code variable = expression} and pushes the variable. */
    void pushEvaluated(WasmType type, String expression) {
        pushEvaluated(type, variable -> variable + " = " + expression + ";");
    }

    /** Writes the statement that gives a variable its value, and pushes the variable. */
    void pushEvaluated(WasmType type, UnaryOperator<String> statement) {
        Variable variable = variable(type);
        int begin = statements.length();
        statements.line(statement.apply(variable.text()));
        latest = Optional.of(new Assignment(variable, statement, begin, statements.length()));
        push(variable);
    }

    /**
     * Lets the statement written last assign to a local instead, if it is the one that made the operand.
     *
     * @param operand has been popped, and is released by the caller
     * @return whether it was, so that nothing is left to be done
     */
    boolean redirect(Operand operand, Operand.Local local) {
        if (readers[local.index()] > 0 || latest.isEmpty()) {
            return false;
        }
        Assignment assignment = latest.get();
        if (assignment.end() != statements.length() || !assignment.variable().equals(operand)) {
            return false;
        }
        statements.cut(assignment.begin());
        statements.line(assignment.statement().apply(local.text()));
        latest = Optional.empty();
        return true;
    }

    /** A variable nothing else uses until it is released. */
    Variable variable(WasmType type) {
        Deque<Variable> unused = unused(type);
        if (!unused.isEmpty()) {
            return unused.pop();
        }
        int number = made.getOrDefault(type, 0);
        made.put(type, number + 1);
        return new Variable(type, number);
    }

    /** A variable of each type. */
    List<Variable> variables(List<WasmType> types) {
        return types.stream().map(this::variable).toList();
    }

    private Deque<Variable> unused(WasmType type) {
        return free.computeIfAbsent(type, key -> new ArrayDeque<>());
    }

    /** Evaluates what reads the local, which is about to change. */
    void settleReadersOf(int local) {
        for (int i = stack.size() - 1; readers[local] > 0 && i >= settled; i--) {
            if (stack.get(i).locals().contains(local)) {
                settle(i);
            }
        }
    }

    /** Evaluates all that depends on locals or computes something, as control flow is about to part. */
    void settleAll() {
        for (int i = settled; i < stack.size(); i++) {
            settle(i);
        }
        settled = stack.size();
    }

    /** Evaluates the topmost operands, as their values will be written more than once. */
    void settleTop(int count) {
        for (int i = stack.size() - count; i < stack.size(); i++) {
            settle(i);
        }
    }

    private void settle(int i) {
        Operand operand = stack.get(i);
        if (operand.isSettled()) {
            return;
        }
        operand.locals().forEach(local -> readers[local]--);
        release(operand);
        Variable variable = variable(operand.type());
        statements.line(variable.text() + " = " + operand.text() + ";");
        stack.set(i, variable);
    }

    /** The declarations of all variables ever used. */
    String declarations() {
        StringBuilder declarations = new StringBuilder();
        made.forEach((type, count) -> {
            for (int i = 0; i < count; i++) {
                declarations.append(CType.of(type).name() + " " + new Variable(type, i).text() + ";\n");
            }
        });
        return declarations.toString();
    }
}
