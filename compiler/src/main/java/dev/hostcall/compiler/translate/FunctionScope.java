package dev.hostcall.compiler.translate;

import dev.hostcall.abi.WasmType;
import dev.hostcall.compiler.read.Code;
import dev.hostcall.compiler.read.WasmModule;
import java.util.ArrayList;
import java.util.List;

/** What the translators of one function share: what it is made of, the operand stack, the open blocks, and the C so far. */
final class FunctionScope {
    final ModuleScope module;
    final WasmModule.Function function;
    final Code body;
    final List<WasmType> locals = new ArrayList<>();
    final Costs costs;
    final Statements statements = new Statements();
    final Operands operands;
    final Control control;
    private boolean traps;

    FunctionScope(ModuleScope module, WasmModule.Function function, Costs costs) {
        this.module = module;
        this.function = function;
        this.costs = costs;
        body = function.body().orElseThrow();
        locals.addAll(function.signature().parameters());
        locals.addAll(body.locals());
        operands = new Operands(statements, locals.size());
        control = new Control(this);
    }

    /** Adds a statement. */
    void line(String text) {
        statements.line(text);
    }

    /** Whether it leaves its results in the slots, or its caller what to call next. */
    boolean isChained() {
        return module.chains().isChained(function.index());
    }

    Operand.Local local(int index) {
        return new Operand.Local(locals.get(index), index);
    }

    /** Notes that an operator may trap or call. */
    void canTrap() {
        traps = true;
    }

    /** Whether one of the operators so far may trap or call. */
    boolean traps() {
        return traps;
    }

    /** Pays for the straight line after instruction {@code i}; -1 is the function's entry. */
    void charge(int i) {
        int cost = costs.chargeAfter(i);
        if (cost > 0) {
            String charge = costs.isForEntry(i) ? "CHARGE_ENTRY" : costs.chargeMacro();
            line((costs.isTested(i) ? "CHARGE_TEST" : charge) + "(" + cost + ");");
        }
    }

    /** The statement that pays where instruction {@code i} branches, or nothing. */
    String chargeOfBranch(int i) {
        int cost = costs.chargeOfBranch(i);
        return cost == 0 ? "" : costs.chargeMacro() + "(" + cost + "); ";
    }
}
