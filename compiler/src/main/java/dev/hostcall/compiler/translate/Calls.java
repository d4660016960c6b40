package dev.hostcall.compiler.translate;

import dev.hostcall.abi.WasmType;
import dev.hostcall.compiler.read.Instructions;
import dev.hostcall.compiler.read.Signature;
import dev.hostcall.compiler.read.WasmModule;
import dev.hostcall.compiler.translate.Operand.Variable;
import java.util.List;
import java.util.stream.Collectors;

/** Translates calls, direct and through tables. */
final class Calls {
    private static final Template DIRECT = Template.of("${function}(g${arguments})");
    private static final Template FIND =
            Template.of("{ const struct guest_function *c = wasm_callee(g, ${table}, ${index}, TYPE_${type});");
    private static final Template HERE = Template.of("((T_${type})c->code)(g${arguments})");
    private static final Template HERE_OR_ELSEWHERE =
            Template.of("(__builtin_expect(c->instance == g, 1) ? ${here} : foreign_${type}(g, c${arguments}))");
    private static final Template SEVERAL_RESULTS = Template.of("{ ${results} m = ${call}; ${moves}}");

    private Calls() {}

    static void call(FunctionScope scope, int i, Instructions instruction) {
        WasmModule.Function callee = scope.module.module().functions().get(instruction.index());
        scope.canTrap();
        if (scope.costs.chargeBefore(i) > 0) {
            scope.line("CHARGE_TEST(" + scope.costs.chargeBefore(i) + ");");
        }
        List<Operand> arguments =
                scope.operands.pop(callee.signature().parameters().size());
        String name = scope.costs.isCallToItself(instruction) ? "SELF" : "fn_" + callee.index();
        String call = DIRECT.fill("function", name, "arguments", list(arguments));
        arguments.forEach(scope.operands::release);
        pushResults(scope, callee.signature(), call);
    }

    static void callIndirect(FunctionScope scope, Instructions instruction) {
        scope.canTrap();
        Signature signature = scope.module.module().types().get(instruction.index());
        int type = scope.module.types().number(signature);
        Operand index = scope.operands.pop();
        List<Operand> arguments = scope.operands.pop(signature.parameters().size());
        scope.operands.release(index);
        String table = scope.module.layout().table(instruction.secondIndex());
        scope.line(FIND.fill("table", table, "index", index.text(), "type", type));
        String here = HERE.fill("type", type, "arguments", list(arguments));
        String call = scope.module.layout().meetsForeignFunctions()
                ? HERE_OR_ELSEWHERE.fill("here", here, "type", type, "arguments", list(arguments))
                : here;
        arguments.forEach(scope.operands::release);
        pushResults(scope, signature, call);
        scope.line("}");
    }

    private static String list(List<Operand> arguments) {
        return arguments.stream().map(operand -> ", " + operand.text()).collect(Collectors.joining());
    }

    private static void pushResults(FunctionScope scope, Signature signature, String call) {
        List<WasmType> results = signature.results();
        if (results.isEmpty()) {
            scope.line(call + ";");
        } else if (results.size() == 1) {
            scope.operands.pushEvaluated(results.get(0), call);
        } else {
            List<Variable> variables = scope.operands.variables(results);
            StringBuilder moves = new StringBuilder();
            for (int k = 0; k < variables.size(); k++) {
                moves.append(variables.get(k).text() + " = m.v_" + k + "; ");
                scope.operands.push(variables.get(k));
            }
            scope.line(SEVERAL_RESULTS.fill(
                    "results", scope.module.types().result(results), "call", call, "moves", moves));
        }
        scope.module.accesses().sizeChanged().ifPresent(scope::line);
    }
}
