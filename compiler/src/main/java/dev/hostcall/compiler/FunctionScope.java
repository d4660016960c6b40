package dev.hostcall.compiler;

import dev.hostcall.compiler.read.Code;
import dev.hostcall.compiler.read.Module;
import dev.hostcall.compiler.read.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What the writers of one function share: what it is made of, the operand stack, and the C written so far. */
final class FunctionScope {
    private static final Pattern GOTO = Pattern.compile("goto ([A-Z]_\\d+);");

    final Module module;
    final InstanceLayout layout;
    final CTypes types;
    final AccessWriter accesses;
    final Module.Function function;
    final Code body;
    final List<Type> locals = new ArrayList<>();
    final Costs costs;
    final Operands operands;
    private final StringBuilder out = new StringBuilder();
    private final Map<String, String> sameAs = new HashMap<>();
    private String lastLabel = "";
    private int lastLabelEnd = -1;
    private boolean traps;

    FunctionScope(
            Module module,
            InstanceLayout layout,
            CTypes types,
            AccessWriter accesses,
            Module.Function function,
            Costs costs) {
        this.module = module;
        this.layout = layout;
        this.types = types;
        this.accesses = accesses;
        this.function = function;
        body = function.body().orElseThrow();
        locals.addAll(function.signature().parameters());
        locals.addAll(body.locals());
        this.costs = costs;
        operands = new Operands(out, locals.size());
    }

    /** Appends a line of C. */
    void line(String text) {
        out.append("    ").append(text).append('\n');
    }

    /**
     * Appends a label. Labels of one place become one, as C compilers need time with the square of their number to find that
     * out.
     */
    void label(String name) {
        if (out.length() == lastLabelEnd) {
            sameAs.put(name, lastLabel);
            return;
        }
        line(name + ":;");
        lastLabel = name;
        lastLabelEnd = out.length();
    }

    /** The lines so far. */
    String text() {
        if (sameAs.isEmpty()) {
            return out.toString();
        }
        return GOTO.matcher(out)
                .replaceAll(found -> "goto " + sameAs.getOrDefault(found.group(1), found.group(1)) + ";");
    }

    /** Notes that an operator may trap or call. */
    void canTrap() {
        traps = true;
    }

    /** Whether one of the operators so far may trap or call. */
    boolean traps() {
        return traps;
    }

    /** A new variable of each type. */
    List<String> variables(List<Type> types) {
        return types.stream().map(operands::variable).toList();
    }

    /** Pays for the straight line behind instruction {@code i}; -1 is the function's entry. */
    void charge(int i) {
        int cost = costs.chargeAfter(i);
        if (cost > 0) {
            line((costs.isTested(i) ? "CHARGE_TEST(" : "CHARGE(") + cost + ");");
        }
    }
}
