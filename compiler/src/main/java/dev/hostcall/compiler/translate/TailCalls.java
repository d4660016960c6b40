package dev.hostcall.compiler.translate;

import dev.hostcall.compiler.read.Instructions;
import dev.hostcall.compiler.read.Signature;
import dev.hostcall.compiler.read.WasmModule;
import java.util.List;

/**
 * Translates tail calls. No C compiler promises that a call at a function's end takes no stack, so a function of {@link Chains}
 * leaves arguments in the slots and returns what is to be called next to a loop around it ({@code wasm_follow} of wasm.h),
 * until one leaves results there and returns nothing. What is not chained is called and returned from.
 */
final class TailCalls {
    private static final Template NEXT = Template.of("{ ${stores}return (struct wasm_next){${code}}; }");
    private static final Template IF_CHAINED = Template.of("if (${condition}WASM_CHAINED(c)) ${next}");
    private static final String IS_HERE = "c->instance == g && ";

    private TailCalls() {}

    static void call(FunctionScope scope, Instructions instruction) {
        WasmModule.Function callee = scope.module.module().functions().get(instruction.index());
        scope.canTrap();
        if (callee.index() == scope.function.index()) {
            scope.control.again();
        } else if (scope.isChained() && scope.module.chains().isChained(callee.index())) {
            scope.line(next(arguments(scope, callee.signature()), "tail_" + callee.index()));
            scope.control.leave();
        } else {
            Calls.callOther(scope, callee);
            scope.control.leaveFunction();
        }
    }

    static void callIndirect(FunctionScope scope, Instructions instruction) {
        Signature signature = scope.module.module().types().get(instruction.index());
        Calls.findInTable(scope, instruction);
        callFound(scope, signature);
        scope.line("}");
    }

    static void callReference(FunctionScope scope, Instructions instruction) {
        Calls.findByReference(scope);
        callFound(scope, scope.module.module().types().get(instruction.index()));
        scope.line("}");
    }

    /** Calls the function {@code c}, which may be any. */
    private static void callFound(FunctionScope scope, Signature signature) {
        scope.operands.settleTop(signature.parameters().size());
        String condition = scope.module.layout().meetsForeignFunctions() ? IS_HERE : "";
        String next = next(arguments(scope, signature), "WASM_CHAINED(c)");
        scope.line(IF_CHAINED.fill("condition", condition, "next", next));
        Calls.callFound(scope, signature);
        scope.control.leaveFunction();
    }

    private static List<Operand> arguments(FunctionScope scope, Signature signature) {
        return scope.operands.top(signature.parameters().size());
    }

    private static String next(List<Operand> arguments, String code) {
        return NEXT.fill("stores", Slots.store(arguments), "code", code);
    }
}
