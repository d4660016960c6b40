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
    private static final Template REFERRED =
            Template.of("{ const struct guest_function *c = wasm_referred(g, ${reference});");
    private static final Template HERE = Template.of("((T_${type})c->code)(g${arguments})");
    private static final Template HERE_OR_ELSEWHERE =
            Template.of("(__builtin_expect(c->instance == g, 1) ? ${here} : foreign_${type}(g, c${arguments}))");
    private static final Template SEVERAL_RESULTS = Template.of("{ ${results} m = ${call}; ${moves}}");

    private Calls() {}

    static void call(FunctionScope scope, int i, Instructions instruction) {
        WasmModule.Function callee = scope.module.module().functions().get(instruction.index());
        scope.canTrap();
        int entry = scope.costs.chargeBefore(i);
        if (entry > 0) {
            scope.line("CHARGE_ENTRY(" + entry + ");");
        }
        call(scope, callee, scope.costs.isCallToItself(instruction) ? "SELF" : "fn_" + callee.index());
        scope.control.handlers().testAfter(callee.index());
    }

    /** Calls a function that is not the one around the call. */
    static void callOther(FunctionScope scope, WasmModule.Function callee) {
        call(scope, callee, "fn_" + callee.index());
    }

    private static void call(FunctionScope scope, WasmModule.Function callee, String name) {
        List<Operand> arguments =
                scope.operands.pop(callee.signature().parameters().size());
        String call = DIRECT.fill("function", name, "arguments", list(arguments));
        arguments.forEach(scope.operands::release);
        pushResults(scope, callee.signature(), call);
    }

    static void callIndirect(FunctionScope scope, Instructions instruction) {
        findInTable(scope, instruction);
        callFound(scope, scope.module.module().types().get(instruction.index()));
        scope.control.handlers().testAfterAny();
        scope.line("}");
    }

    static void callReference(FunctionScope scope, Instructions instruction) {
        findByReference(scope);
        callFound(scope, scope.module.module().types().get(instruction.index()));
        scope.control.handlers().testAfterAny();
        scope.line("}");
    }

    /** As {@link #findInTable}, by the reference on top of the stack. */
    static void findByReference(FunctionScope scope) {
        scope.canTrap();
        Operand reference = scope.operands.pop();
        scope.line(REFERRED.fill("reference", reference.text()));
        scope.operands.release(reference);
    }

    /** Opens a block in which the function to be called is {@code c}. */
    static void findInTable(FunctionScope scope, Instructions instruction) {
        scope.canTrap();
        int type = scope.module.types().number(scope.module.module().types().get(instruction.index()));
        Operand index = scope.operands.pop().narrow();
        String table = scope.module.layout().table(instruction.secondIndex());
        scope.line(FIND.fill("table", table, "index", index.text(), "type", type));
        scope.operands.release(index);
    }

    /** Calls the function {@code c}. */
    static void callFound(FunctionScope scope, Signature signature) {
        int type = scope.module.types().number(signature);
        List<Operand> arguments = scope.operands.pop(signature.parameters().size());
        String here = HERE.fill("type", type, "arguments", list(arguments));
        String call = scope.module.layout().meetsForeignFunctions()
                ? HERE_OR_ELSEWHERE.fill("here", here, "type", type, "arguments", list(arguments))
                : here;
        arguments.forEach(scope.operands::release);
        pushResults(scope, signature, call);
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
