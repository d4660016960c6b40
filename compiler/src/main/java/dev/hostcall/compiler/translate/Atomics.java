package dev.hostcall.compiler.translate;

import dev.hostcall.abi.WasmType;
import dev.hostcall.compiler.read.AtomicOperator;
import dev.hostcall.compiler.read.Instructions;
import java.util.List;
import java.util.stream.Collectors;

/** Translates atomic operators, with the macros of atomics.h and waits.h. */
final class Atomics {
    private static final Template OPERATOR =
            Template.of("${macro}(${before}u${bits}, ${memory}, ${address}, ${offset}, ${rest}${values});");

    private Atomics() {}

    static void translate(FunctionScope scope, int i, Instructions instruction) {
        AtomicOperator operator = instruction.atomic();
        switch (operator.kind()) {
            case FENCE -> scope.line("ATOMIC_FENCE;");
            case NOTIFY -> {
                write(scope, i, instruction, "ATOMIC_PLACE", 0);
                scope.operands.push(
                        new Operand.Constant(WasmType.I32, 0)); // nobody else of the instance's can wait meanwhile
            }
            case WAIT -> await(scope, i, instruction);
            case STORE -> write(scope, i, instruction, "ATOMIC_STORE", 1);
            case LOAD -> evaluate(scope, i, instruction, "ATOMIC_LOAD", "");
            case CHANGE -> evaluate(scope, i, instruction, "ATOMIC_CHANGE", function(operator) + ", ");
            case EXCHANGE_IF -> evaluate(scope, i, instruction, "ATOMIC_EXCHANGE_IF", "");
        }
    }

    /** What the C compiler calls it, behind {@code __atomic_}. */
    private static String function(AtomicOperator operator) {
        return operator.operation().equals("xchg") ? "exchange_n" : "fetch_" + operator.operation();
    }

    /** A statement of which nothing is left on the stack, with as many of the values that the operator takes. */
    private static void write(FunctionScope scope, int i, Instructions instruction, String macro, int values) {
        List<Operand> operands = pop(scope, instruction);
        scope.line(text(scope, i, instruction, macro, "", operands.subList(0, 1 + values)));
        operands.forEach(scope.operands::release);
    }

    private static void evaluate(FunctionScope scope, int i, Instructions instruction, String macro, String before) {
        List<Operand> operands = pop(scope, instruction);
        operands.forEach(scope.operands::release);
        scope.operands.pushEvaluated(
                instruction.atomic().result().orElseThrow(),
                variable -> text(scope, i, instruction, macro, variable + ", " + before, operands));
    }

    private static void await(FunctionScope scope, int i, Instructions instruction) {
        boolean shared =
                scope.module.module().memories().get(instruction.memory()).shared();
        evaluate(scope, i, instruction, shared ? "ATOMIC_WAIT" : "ATOMIC_WAIT_UNSHARED", instruction.memory() + "u, ");
        scope.module.accesses().sizeChanged().ifPresent(scope::line);
    }

    private static List<Operand> pop(FunctionScope scope, Instructions instruction) {
        scope.canTrap();
        return scope.operands.pop(instruction.atomic().operands());
    }

    private static String text(
            FunctionScope scope, int i, Instructions instruction, String macro, String before, List<Operand> operands) {
        return OPERATOR.fill(
                "macro",
                macro,
                "before",
                before,
                "bits",
                Byte.SIZE * instruction.atomic().bytes(),
                "memory",
                InstanceLayout.memory(instruction.memory()),
                "address",
                operands.get(0).narrow().text(),
                "offset",
                Accesses.written(instruction.accessOffset()),
                "rest",
                scope.costs.rest(i),
                "values",
                operands.stream().skip(1).map(operand -> ", " + operand.text()).collect(Collectors.joining()));
    }
}
