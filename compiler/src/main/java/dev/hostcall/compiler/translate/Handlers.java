package dev.hostcall.compiler.translate;

import dev.hostcall.abi.WasmType;
import dev.hostcall.compiler.read.Catch;
import dev.hostcall.compiler.read.Instructions;
import dev.hostcall.compiler.read.Opcode;
import dev.hostcall.compiler.read.Signature;
import dev.hostcall.compiler.translate.Operand.Variable;
import dev.hostcall.compiler.translate.Statements.Label;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Translates what throws and catches exceptions. What an exception under way is, and how it leaves functions, is in
 * exceptions.h; here each place that may throw gets its test and the way from there: to the handler of the innermost try
 * around it, or out of the function.
 */
final class Handlers {
    private static final Template THROW = Template.of("{ ${stores}WASM_THROW(tag_${tag}); ");
    private static final Template THROW_UNCAUGHT = Template.of("{ ${stores}guest_throw(g, D->tag_${tag}); }");
    private static final Template IS_OF_TAG = Template.of("if (WASM_EXCEPTION == WASM_TAG(tag_${tag})) {");
    private static final Template IS_OF_OTHER_TAG = Template.of("if (WASM_EXCEPTION != WASM_TAG(tag_${tag})) ");
    private static final String CAUGHT = "WASM_EXCEPTION = 0;";

    private final FunctionScope scope;
    private final Control control;

    /** The tries that something is thrown in, by number. */
    private final Set<Integer> used = new HashSet<>();

    private int tests;

    Handlers(FunctionScope scope, Control control) {
        this.scope = scope;
        this.control = control;
    }

    /** How many tests there are for exceptions. */
    int tests() {
        return tests;
    }

    // ---- throwing

    /** Writes the test behind a call of a function of the module. */
    void testAfter(int function) {
        if (scope.module.exceptions().mayThrow(function)) {
            test();
        }
    }

    /** Writes the test behind a call that may be of any function. */
    void testAfterAny() {
        if (scope.module.exceptions().areCaught()) {
            test();
        }
    }

    private void test() {
        tests++;
        leave("WASM_IF_THROWN ", 0, "");
    }

    /** Goes where an exception goes from outside of so many of the innermost blocks. */
    private void leave(String before, int outside, String after) {
        Optional<Block> handler = control.handler(outside);
        if (handler.isPresent()) {
            used.add(handler.get().number());
            scope.statements.jump(before, handler.get().handler(), after);
        } else {
            scope.line(before + returnNothing() + after);
        }
    }

    private String returnNothing() {
        if (scope.isChained()) {
            return "return (struct wasm_next){0};";
        }
        List<WasmType> results = scope.function.signature().results();
        return switch (results.size()) {
            case 0 -> "return;";
            case 1 ->
                "return (" + CType.of(results.get(0)).name() + ")"
                        + CType.of(results.get(0)).zero() + ";";
            default -> "return (" + scope.module.types().result(results) + "){0};";
        };
    }

    void throwTag(Instructions instruction) {
        scope.canTrap();
        Signature signature =
                scope.module.module().tags().get(instruction.index()).signature();
        String stores = Slots.store(scope.operands.top(signature.parameters().size()));
        if (scope.module.exceptions().areCaught()) {
            leave(THROW.fill("stores", stores, "tag", instruction.index()), 0, " }");
        } else {
            scope.line(THROW_UNCAUGHT.fill("stores", stores, "tag", instruction.index()));
        }
        control.leave();
    }

    void throwReference() {
        Operand reference = scope.operands.pop();
        throwAgain(reference.text());
        scope.operands.release(reference);
        control.leave();
    }

    void rethrow(int depth) {
        throwAgain(control.target(depth).caught().orElseThrow().text());
        control.leave();
    }

    private void throwAgain(String reference) {
        scope.canTrap();
        if (scope.module.exceptions().areCaught()) {
            leave("WASM_THROW_REF(" + reference + "); ", 0, "");
        } else { // nothing makes references there
            scope.line("TRAP(NULL_REFERENCE, 0);");
        }
    }

    // ---- try_table

    /** Writes, at the end of a {@code try_table}, where exceptions go that were thrown in it. */
    void catchInTable(Block block, boolean isFallThroughLive) {
        if (!used.contains(block.number())) {
            return;
        }
        if (isFallThroughLive) {
            scope.statements.jump("", block.after(), "");
        }
        scope.statements.label(block.handler());
        boolean all = false;
        for (Catch clause : block.catches()) {
            if (!all) {
                writeClause(clause);
            }
            all |= clause.catchesAll();
        }
        if (!all) {
            leave("", 0, "");
        }
        if (isFallThroughLive && !block.target()) {
            scope.statements.label(block.after());
        }
    }

    private void writeClause(Catch clause) {
        if (!clause.catchesAll()) {
            scope.line(IS_OF_TAG.fill("tag", clause.tag()));
        }
        List<Variable> values = new ArrayList<>(clause.catchesAll() ? List.of() : loadValues(clause.tag()));
        if (clause.givesReference()) {
            values.add(refer());
        }
        scope.line(CAUGHT);
        values.forEach(scope.operands::push);
        control.writeBranch("", clause.label(), "");
        scope.operands.pop(values.size()).forEach(scope.operands::release);
        if (!clause.catchesAll()) {
            scope.line("}");
        }
    }

    private List<Variable> loadValues(int tag) {
        Signature signature = scope.module.module().tags().get(tag).signature();
        List<Variable> values = scope.operands.variables(signature.parameters());
        scope.line(Slots.load(values));
        return values;
    }

    private Variable refer() {
        scope.canTrap();
        Variable reference = scope.operands.variable(WasmType.EXNREF);
        scope.line("WASM_REFER(" + reference.text() + ");");
        return reference;
    }

    // ---- try

    /** Writes a catch or catch_all of a block whose part before it has been ended. */
    Block beginCatch(int i, Instructions instruction, Block block) {
        if (block.kind() == Opcode.TRY) {
            used.add(block.number());
            scope.statements.label(block.handler());
        } else {
            block.caught().ifPresent(scope.operands::release);
            scope.statements.label(block.next().orElseThrow());
        }
        List<Variable> values = List.of();
        Optional<Label> next = Optional.empty();
        if (instruction.opcode() == Opcode.CATCH) {
            next = Optional.of(control.newLabel('C'));
            scope.statements.jump(IS_OF_OTHER_TAG.fill("tag", instruction.index()), next.get(), "");
            values = loadValues(instruction.index());
        }
        Optional<Variable> caught = scope.costs.isThrownAgain(i) ? Optional.of(refer()) : Optional.empty();
        scope.line(CAUGHT);
        values.forEach(scope.operands::push);
        return block.withCatch(instruction.opcode(), next, caught);
    }

    /** Writes, at the end of a try, where exceptions go that it does not catch: outside of so many blocks around it. */
    void endTry(Block block, int outside, boolean isFallThroughLive) {
        block.caught().ifPresent(scope.operands::release);
        Optional<Label> left = block.kind() == Opcode.TRY && used.contains(block.number())
                ? Optional.of(block.handler())
                : block.next();
        if (left.isPresent()) {
            if (isFallThroughLive) {
                scope.statements.jump("", block.label(), "");
            }
            scope.statements.label(left.get());
            leave("", outside, "");
        }
    }
}
