package dev.hostcall.compiler;

import dev.hostcall.compiler.read.Code;
import dev.hostcall.compiler.read.Module;
import dev.hostcall.compiler.read.Type;
import java.util.ArrayList;
import java.util.List;

/** What the writers of one function share: what it is made of, the operand stack, and the C written so far. */
final class FunctionScope {
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

    /** The lines so far. */
    String text() {
        return out.toString();
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
