package dev.hostcall.compiler;

import dev.hostcall.compiler.Operators.Operator;
import dev.hostcall.compiler.read.Instructions;
import dev.hostcall.compiler.read.Type;
import java.util.List;
import java.util.Optional;

/** Operators on values, loads and stores, variables and constants: what {@link Operators} says, and the few beside it. */
final class OperatorWriter {
    private final FunctionScope scope;

    OperatorWriter(FunctionScope scope) {
        this.scope = scope;
    }

    /** Writes the operator, if it is one of these. */
    boolean write(int i, Instructions instruction) {
        Optional<Operator> operator = Operators.of(instruction.opcode());
        if (operator.isPresent()) {
            writeOperator(i, instruction, operator.get());
            return true;
        }
        switch (instruction.opcode()) {
            case NOP -> {}
            case DROP -> scope.operands.release(scope.operands.pop());
            case SELECT, SELECT_T -> select();
            default -> {
                return writeVariable(instruction);
            }
        }
        return true;
    }

    private void writeOperator(int i, Instructions instruction, Operator operator) {
        List<Operand> arguments = scope.operands.pop(operator.operands().size());
        switch (operator.kind()) {
            case PURE ->
                scope.operands.push(Operand.composed(
                        operator.result().orElseThrow(),
                        fill(operator, arguments, 0),
                        arguments.toArray(Operand[]::new)));
            case TRAPPING -> {
                scope.canTrap();
                arguments.forEach(scope.operands::release);
                scope.operands.pushEvaluated(
                        operator.result().orElseThrow(), fill(operator, arguments, scope.costs.rest(i)));
            }
            case LOAD -> {
                scope.canTrap();
                arguments.forEach(scope.operands::release);
                scope.operands.pushEvaluated(
                        operator.result().orElseThrow(),
                        scope.accesses.load(
                                operator, arguments.get(0), instruction.accessOffset(), scope.costs.rest(i)));
            }
            case STORE -> {
                scope.canTrap();
                scope.line(scope.accesses.store(
                                operator,
                                arguments.get(0),
                                arguments.get(1),
                                instruction.accessOffset(),
                                scope.costs.rest(i))
                        + ";");
                arguments.forEach(scope.operands::release);
            }
        }
    }

    private static String fill(Operator operator, List<Operand> arguments, int rest) {
        StringBuilder text = new StringBuilder();
        String template = operator.text();
        for (int k = 0; k < template.length(); k++) {
            char c = template.charAt(k);
            if (c != '$') {
                text.append(c);
                continue;
            }
            switch (template.charAt(++k)) {
                case '0' -> text.append(arguments.get(0).text());
                case '1' -> text.append(arguments.get(1).text());
                default -> text.append(rest);
            }
        }
        return text.toString();
    }

    private void select() {
        Operand condition = scope.operands.pop();
        Operand second = scope.operands.pop();
        Operand first = scope.operands.pop();
        scope.operands.push(Operand.composed(
                first.type(),
                "(" + condition.text() + " ? " + first.text() + " : " + second.text() + ")",
                first,
                second,
                condition));
    }

    private boolean writeVariable(Instructions instruction) {
        int index = instruction.index();
        switch (instruction.opcode()) {
            case LOCAL_GET -> scope.operands.push(Operand.local(scope.locals.get(index), index));
            case LOCAL_SET -> setLocal(index);
            case LOCAL_TEE -> {
                setLocal(index);
                scope.operands.push(Operand.local(scope.locals.get(index), index));
            }
            case GLOBAL_GET ->
                scope.operands.pushEvaluated(scope.module.globals().get(index).type(), scope.layout.global(index));
            case GLOBAL_SET -> consume(value -> scope.layout.global(index) + " = " + value + ";");
            case I32_CONST, I64_CONST, F32_CONST, F64_CONST ->
                scope.operands.push(Constants.number(instruction.opcode(), instruction.bits()));
            case REF_NULL -> scope.operands.push(Operand.constant(instruction.type(), "0ull"));
            case REF_FUNC -> scope.operands.push(Operand.constant(Type.FUNCREF, scope.layout.reference(index)));
            case REF_IS_NULL -> {
                Operand value = scope.operands.pop();
                scope.operands.push(Operand.composed(Type.I32, "(u32)(" + value.text() + " == 0)", value));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void setLocal(int index) {
        Operand value = scope.operands.pop();
        if (!scope.operands.redirect(value, index)) {
            scope.operands.settleReadersOf(index);
            scope.line("l_" + index + " = " + value.text() + ";");
        }
        scope.operands.release(value);
    }

    private void consume(java.util.function.UnaryOperator<String> statement) {
        Operand value = scope.operands.pop();
        scope.line(statement.apply(value.text()));
        scope.operands.release(value);
    }
}
