package dev.hostcall.compiler.translate;

import dev.hostcall.compiler.read.Instructions;
import dev.hostcall.compiler.read.Opcode;
import dev.hostcall.compiler.read.WasmModule;

/**
 * The third pass: one function to C. Control flow becomes labels and jumps ({@link Control}), values become expressions
 * ({@link Operands}), and what an operator means is in wasm.h.
 */
public final class FunctionTranslator {
    private final FunctionScope scope;

    private FunctionTranslator(FunctionScope scope) {
        this.scope = scope;
    }

    /** Translates a function in which calls to itself pay for its entry. */
    public static TranslatedFunction translate(ModuleScope module, WasmModule.Function function) {
        Costs costs = Costs.withPaidEntries(function.body().orElseThrow(), function.index());
        return new FunctionTranslator(new FunctionScope(module, function, costs)).translate();
    }

    /** Translates a function in which calls to itself are like others. */
    public static TranslatedFunction translatePlainly(ModuleScope module, WasmModule.Function function) {
        Costs costs = Costs.plain(function.body().orElseThrow(), function.index());
        return new FunctionTranslator(new FunctionScope(module, function, costs)).translate();
    }

    private TranslatedFunction translate() {
        Instructions instruction = scope.body.instructions();
        scope.control.begin();
        for (int i = 0; instruction.next(); i++) {
            translate(i, instruction);
        }
        return new TranslatedFunction(
                variables(),
                scope.statements.text(),
                scope.traps(),
                scope.costs,
                scope.control.handlers().tests());
    }

    private void translate(int i, Instructions instruction) {
        Opcode opcode = instruction.opcode();
        switch (opcode) {
            case BLOCK, LOOP, IF, ELSE, TRY, TRY_TABLE, CATCH, CATCH_ALL, DELEGATE, END ->
                Translators.of(opcode).translate(scope, i, instruction);
            default -> {
                if (scope.costs.isLive(i)) {
                    Translators.of(opcode).translate(scope, i, instruction);
                    scope.charge(i);
                }
            }
        }
    }

    private String variables() {
        StringBuilder variables = new StringBuilder();
        if (scope.isChained()) {
            variables.append(Slots.declareParameters(scope.function.signature()));
        }
        int parameters = scope.function.signature().parameters().size();
        for (int i = parameters; i < scope.locals.size(); i++) {
            Operand.Local local = scope.local(i);
            CType type = CType.of(local.type());
            variables.append(type.name() + " " + local.text() + " = " + type.zero() + ";\n");
        }
        return variables
                .append(scope.operands.declarations())
                .append(scope.module.accesses().sizeVariable())
                .toString();
    }
}
