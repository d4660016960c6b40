package dev.hostcall.compiler;

import dev.hostcall.compiler.read.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * The operand stack of the translation and the C variables behind it. Values stay expressions until something forces an
 * order: a local in them is set, a block begins, or they grow too large.
 */
final class Operands {
    /** Larger expressions are given a variable, as C compilers descend into them recursively. */
    private static final int MAX_WEIGHT = 24;

    private final StringBuilder out;
    private final List<Operand> stack = new ArrayList<>();
    private final Map<Type, Deque<String>> free = new EnumMap<>(Type.class);
    private final Map<Type, Integer> made = new EnumMap<>(Type.class);
    private final Map<String, Type> types = new HashMap<>();
    private final int[] readers;
    private int settled;
    private UnaryOperator<String> latest = UnaryOperator.identity();
    private String latestVariable = "";
    private int latestBegin;
    private int latestEnd = -1;

    /**
     * An empty stack.
     *
     * @param out where assignments to variables are written
     * @param locals the number of locals of the function
     */
    Operands(StringBuilder out, int locals) {
        this.out = out;
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

    /** Forgets what stands above the height. */
    void truncate(int height) {
        while (stack.size() > height) {
            release(pop());
        }
    }

    /** To be called once the statement that consumes the operand has been written. */
    void release(Operand operand) {
        operand.temporaries().forEach(this::release);
    }

    void release(String variable) {
        unused(Objects.requireNonNull(types.get(variable))).push(variable);
    }

    /** Writes {@code variable = expression} and pushes the variable. */
    void pushEvaluated(Type type, String expression) {
        pushEvaluated(type, variable -> variable + " = " + expression + ";");
    }

    /** Writes the statement that gives a variable its value, and pushes the variable. */
    void pushEvaluated(Type type, UnaryOperator<String> statement) {
        String variable = variable(type);
        latest = statement;
        latestVariable = variable;
        latestBegin = out.length();
        write(statement.apply(variable));
        latestEnd = out.length();
        push(Operand.temporary(type, variable));
    }

    /**
     * Lets the statement written last assign to a local instead, if it is the one that made the operand.
     *
     * @param operand has been popped, and is released by the caller
     * @return whether it was, so that nothing is left to be done
     */
    boolean redirect(Operand operand, int local) {
        if (latestEnd != out.length() || readers[local] > 0 || !operand.text().equals(latestVariable)) {
            return false;
        }
        out.setLength(latestBegin);
        write(latest.apply("l_" + local));
        latestEnd = -1;
        return true;
    }

    private void write(String statement) {
        out.append("    ").append(statement).append('\n');
    }

    /** A variable nothing else uses until it is released. */
    String variable(Type type) {
        Deque<String> unused = unused(type);
        if (!unused.isEmpty()) {
            return unused.pop();
        }
        int number = made.getOrDefault(type, 0);
        made.put(type, number + 1);
        String variable = name(type, number);
        types.put(variable, type);
        return variable;
    }

    private Deque<String> unused(Type type) {
        return free.computeIfAbsent(type, key -> new ArrayDeque<>());
    }

    private static String name(Type type, int number) {
        return type.letter + "_" + number;
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
        String variable = variable(operand.type());
        out.append("    ").append(variable).append(" = ").append(operand.text()).append(";\n");
        stack.set(i, Operand.temporary(operand.type(), variable));
    }

    /** The declarations of all variables ever used. */
    String declarations() {
        StringBuilder declarations = new StringBuilder();
        made.forEach((type, count) -> {
            for (int i = 0; i < count; i++) {
                declarations
                        .append("    ")
                        .append(type.c)
                        .append(' ')
                        .append(name(type, i))
                        .append(";\n");
            }
        });
        return declarations.toString();
    }
}
