package dev.hostcall.compiler;

import dev.hostcall.compiler.read.Instructions;
import dev.hostcall.compiler.read.Module;

/**
 * The third pass: one function to C. Control flow becomes labels and gotos ({@link ControlWriter}), values become expressions
 * ({@link Operands}), and what an operator means is in wasm.h.
 */
final class FunctionWriter {
    private final FunctionScope scope;
    private final ControlWriter control;
    private final CallWriter calls;
    private final OperatorWriter operators;
    private final BulkWriter bulk;

    FunctionWriter(
            Module module,
            InstanceLayout layout,
            CTypes types,
            AccessWriter accesses,
            Module.Function function,
            Costs costs) {
        scope = new FunctionScope(module, layout, types, accesses, function, costs);
        control = new ControlWriter(scope);
        calls = new CallWriter(scope);
        operators = new OperatorWriter(scope);
        bulk = new BulkWriter(scope);
    }

    /** A function's C between its braces: first its variables, last its statements behind the entry's charge and checks. */
    record Written(String variables, String statements, boolean traps) {}

    Written write() {
        Instructions instruction = scope.body.instructions();
        for (int i = 0; instruction.next(); i++) {
            write(i, instruction);
        }
        return new Written(variables(), scope.text(), scope.traps());
    }

    private String variables() {
        StringBuilder head = new StringBuilder();
        int parameters = scope.function.signature().parameters().size();
        for (int i = parameters; i < scope.locals.size(); i++) {
            head.append("    ")
                    .append(scope.locals.get(i).c)
                    .append(" l_")
                    .append(i)
                    .append(" = 0;\n");
        }
        head.append(scope.operands.declarations());
        return head.append(scope.accesses.sizeVariable()).toString();
    }

    private void write(int i, Instructions instruction) {
        switch (instruction.opcode()) {
            case BLOCK, LOOP, IF -> control.open(i, instruction);
            case ELSE -> control.otherwise(i);
            case END -> control.close(i);
            default -> {
                if (scope.costs.isLive(i)) {
                    writePlain(i, instruction);
                    scope.charge(i);
                }
            }
        }
    }

    private void writePlain(int i, Instructions instruction) {
        if (!operators.write(i, instruction) && !control.write(instruction) && !calls.write(i, instruction)) {
            bulk.write(i, instruction);
        }
    }
}
