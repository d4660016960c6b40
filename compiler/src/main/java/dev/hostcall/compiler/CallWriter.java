package dev.hostcall.compiler;

import dev.hostcall.compiler.read.Instructions;
import dev.hostcall.compiler.read.Module;
import dev.hostcall.compiler.read.Signature;
import dev.hostcall.compiler.read.Type;
import java.util.List;
import java.util.stream.Collectors;

/** Calls, direct and through tables. */
final class CallWriter {
    private final FunctionScope scope;

    CallWriter(FunctionScope scope) {
        this.scope = scope;
    }

    /** Writes the operator, if it is a call. */
    boolean write(int i, Instructions instruction) {
        switch (instruction.opcode()) {
            case CALL ->
                call(
                        i,
                        scope.costs.isCallToItself(instruction),
                        scope.module.functions().get(instruction.index()));
            case CALL_INDIRECT -> callIndirect(instruction);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void call(int i, boolean itself, Module.Function callee) {
        scope.canTrap();
        if (scope.costs.chargeBefore(i) > 0) {
            scope.line("CHARGE_TEST(" + scope.costs.chargeBefore(i) + ");");
        }
        List<Operand> arguments =
                scope.operands.pop(callee.signature().parameters().size());
        String call = (itself ? "SELF" : "fn_" + callee.index()) + "(g" + list(arguments) + ")";
        arguments.forEach(scope.operands::release);
        pushResults(callee.signature(), call);
    }

    private static String list(List<Operand> arguments) {
        return arguments.stream().map(operand -> ", " + operand.text()).collect(Collectors.joining());
    }

    private void pushResults(Signature signature, String call) {
        List<Type> results = signature.results();
        if (results.isEmpty()) {
            scope.line(call + ";");
        } else if (results.size() == 1) {
            scope.operands.pushEvaluated(results.get(0), call);
        } else {
            List<String> variables = scope.variables(results);
            StringBuilder text = new StringBuilder("{ " + scope.types.result(results) + " m = " + call + "; ");
            for (int k = 0; k < variables.size(); k++) {
                text.append(variables.get(k)).append(" = m.v_").append(k).append("; ");
                scope.operands.push(Operand.temporary(results.get(k), variables.get(k)));
            }
            scope.line(text + "}");
        }
        scope.accesses.sizeChanged().ifPresent(scope::line);
    }

    // { const struct guest_function *c = wasm_callee(g, table, length, index, TYPE_3);
    //   i_0 = CALLED_HERE(c) ? ((T_3)c->code)(g, a, b) : foreign_3(g, c, a, b); }
    private void callIndirect(Instructions instruction) {
        scope.canTrap();
        Signature signature = scope.module.types().get(instruction.index());
        Operand index = scope.operands.pop();
        List<Operand> arguments = scope.operands.pop(signature.parameters().size());
        int type = scope.types.number(signature);
        String callee = "wasm_callee(g, " + scope.layout.table(instruction.secondIndex()) + ", " + index.text()
                + ", TYPE_" + type + ")";
        scope.operands.release(index);
        String here = "((T_" + type + ")c->code)(g" + list(arguments) + ")";
        scope.line("{ const struct guest_function *c = " + callee + ";");
        String call = scope.layout.meetsForeignFunctions()
                ? "(__builtin_expect(c->instance == g, 1) ? " + here + " : foreign_" + type + "(g, c" + list(arguments)
                        + "))"
                : here;
        arguments.forEach(scope.operands::release);
        pushResults(signature, call);
        scope.line("}");
    }
}
