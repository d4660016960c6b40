package dev.hostcall.compiler.translate;

import dev.hostcall.abi.WasmType;
import dev.hostcall.compiler.read.Instructions;
import dev.hostcall.compiler.read.Opcode;
import dev.hostcall.compiler.translate.Accesses.Access;
import dev.hostcall.compiler.translate.Operand.Variable;
import java.util.List;

/** Translates operators on values, loads and stores, variables, constants and references. */
final class Values {
    private static final Template SELECT = Template.of("(${condition} ? ${first} : ${second})");

    private static final Template WIDE = Template.of(
            "{ u128 m = (u128)(${first} ${operator} ${second}); ${low} = (u64)m; ${high} = (u64)(m >> 64); }");

    /** The operands of what takes two numbers of 128 bits, in halves. */
    private static final int WIDE_OPERANDS = 4;

    private Values() {}

    /** An expression that is evaluated later, or never. */
    static void compute(FunctionScope scope, Opcode operator, Template expression) {
        List<Operand> operands = scope.operands.pop(operator.operands().size());
        String text = operands.size() == 1
                ? expression.fill("a", operands.get(0).text())
                : expression.fill(
                        "a", operands.get(0).text(), "b", operands.get(1).text());
        scope.operands.push(Operand.composed(operator.result().orElseThrow(), text, operands.toArray(Operand[]::new)));
    }

    /** Two results of 64 bits, which are evaluated here. */
    static void computeWide(FunctionScope scope, Opcode opcode, String operator, String of) {
        List<Operand> operands = scope.operands.pop(opcode.operands().size());
        List<String> texts = operands.stream().map(Operand::text).toList();
        boolean halves = texts.size() == WIDE_OPERANDS;
        String first = halves ? "(" + texts.get(0) + ", " + texts.get(1) + ")" : texts.get(0);
        String second = halves ? "(" + texts.get(2) + ", " + texts.get(3) + ")" : texts.get(1);
        operands.forEach(scope.operands::release);
        List<Variable> results = scope.operands.variables(List.of(WasmType.I64, WasmType.I64));
        scope.line(WIDE.fill(
                "first",
                of + first,
                "operator",
                operator,
                "second",
                of + second,
                "low",
                results.get(0).text(),
                "high",
                results.get(1).text()));
        results.forEach(scope.operands::push);
    }

    /** An expression that is evaluated here, as it may trap. */
    static void computeNow(FunctionScope scope, int i, Opcode operator, Template expression) {
        scope.canTrap();
        List<Operand> operands = scope.operands.pop(operator.operands().size());
        operands.forEach(scope.operands::release);
        int rest = scope.costs.rest(i);
        String text = operands.size() == 1
                ? expression.fill("a", operands.get(0).text(), "rest", rest)
                : expression.fill(
                        "a", operands.get(0).text(), "b", operands.get(1).text(), "rest", rest);
        scope.operands.pushEvaluated(operator.result().orElseThrow(), text);
    }

    static void load(FunctionScope scope, int i, Instructions instruction) {
        Opcode operator = instruction.opcode();
        load(scope, i, instruction, Access.of(operator), operator.result().orElseThrow());
    }

    /** Loads what an access gives, which may be a part of what the operator does. */
    static void load(FunctionScope scope, int i, Instructions instruction, Access access, WasmType type) {
        scope.canTrap();
        Operand address = scope.operands.pop().narrow();
        scope.operands.release(address);
        scope.operands.pushEvaluated(
                type, scope.module.accesses().load(access, address, instruction, scope.costs.rest(i)));
    }

    static void store(FunctionScope scope, int i, Instructions instruction) {
        store(scope, i, instruction, Access.of(instruction.opcode()), scope.operands.pop());
    }

    /** Stores a value that was popped; its address was pushed before it. */
    static void store(FunctionScope scope, int i, Instructions instruction, Access access, Operand value) {
        scope.canTrap();
        Operand address = scope.operands.pop().narrow();
        scope.line(scope.module.accesses().store(access, address, value, instruction, scope.costs.rest(i)));
        scope.operands.release(address);
        scope.operands.release(value);
    }

    static void drop(FunctionScope scope) {
        scope.operands.release(scope.operands.pop());
    }

    static void select(FunctionScope scope) {
        Operand condition = scope.operands.pop();
        Operand second = scope.operands.pop();
        Operand first = scope.operands.pop();
        String text = SELECT.fill("condition", condition.text(), "first", first.text(), "second", second.text());
        scope.operands.push(Operand.composed(first.type(), text, first, second, condition));
    }

    static void getLocal(FunctionScope scope, int index) {
        scope.operands.push(scope.local(index));
    }

    static void setLocal(FunctionScope scope, int index) {
        Operand.Local local = scope.local(index);
        Operand value = scope.operands.pop();
        if (!scope.operands.redirect(value, local)) {
            scope.operands.settleReadersOf(index);
            scope.line(local.text() + " = " + value.text() + ";");
        }
        scope.operands.release(value);
    }

    static void teeLocal(FunctionScope scope, int index) {
        setLocal(scope, index);
        getLocal(scope, index);
    }

    static void getGlobal(FunctionScope scope, int index) {
        scope.operands.pushEvaluated(
                scope.module.module().globals().get(index).type().erased(),
                scope.module.layout().global(index));
    }

    static void setGlobal(FunctionScope scope, int index) {
        Operand value = scope.operands.pop();
        scope.line(scope.module.layout().global(index) + " = " + value.text() + ";");
        scope.operands.release(value);
    }

    static void constant(FunctionScope scope, Instructions instruction) {
        WasmType type = instruction.opcode().result().orElseThrow();
        scope.operands.push(new Operand.Constant(type, instruction.bits()));
    }

    static void nullReference(FunctionScope scope, WasmType type) {
        scope.operands.push(new Operand.Reference(type, InstanceLayout.NULL_REFERENCE));
    }

    static void functionReference(FunctionScope scope, int function) {
        scope.operands.push(
                new Operand.Reference(WasmType.FUNCREF, scope.module.layout().reference(function)));
    }

    static void checkNotNull(FunctionScope scope, int i) {
        scope.canTrap();
        scope.operands.settleTop(1);
        String reference = scope.operands.top(1).get(0).text();
        scope.line("TRAP_IF(!" + reference + ", NULL_REFERENCE, " + scope.costs.rest(i) + ");");
    }

    static void isNull(FunctionScope scope) {
        Operand value = scope.operands.pop();
        scope.operands.push(Operand.composed(WasmType.I32, "(u32)(" + value.text() + " == 0)", value));
    }
}
