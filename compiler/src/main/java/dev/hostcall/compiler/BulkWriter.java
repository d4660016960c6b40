package dev.hostcall.compiler;

import dev.hostcall.compiler.read.Instructions;
import dev.hostcall.compiler.read.Type;
import java.util.List;
import java.util.stream.Collectors;

/** The operators on memory and tables as a whole, and on elements of tables. */
final class BulkWriter {
    private final FunctionScope scope;

    BulkWriter(FunctionScope scope) {
        this.scope = scope;
    }

    /** A statement {@code name(g, fixed, operands, rest)}. */
    private void helper(String name, String fixed, int count, int i) {
        scope.canTrap();
        List<Operand> arguments = scope.operands.pop(count);
        String texts = arguments.stream().map(Operand::text).collect(Collectors.joining(", "));
        scope.line(name + "(g, " + fixed + texts + ", " + scope.costs.rest(i) + ");");
        arguments.forEach(scope.operands::release);
    }

    /** Writes one of these operators, the last that are left. */
    void write(int i, Instructions instruction) {
        int index = instruction.index();
        switch (instruction.opcode()) {
            case MEMORY_SIZE -> scope.operands.pushEvaluated(Type.I32, "(u32)(MEMORY_SIZE / GUEST_PAGE)");
            case MEMORY_GROW -> {
                Operand pages = scope.operands.pop();
                scope.operands.release(pages);
                scope.operands.pushEvaluated(Type.I32, "(u32)guest_grow_memory(g, (s32)" + pages.text() + ")");
                scope.accesses.sizeChanged().ifPresent(scope::line);
            }
            case MEMORY_COPY -> helper("MEMORY_COPY", "", 3, i);
            case MEMORY_FILL -> helper("MEMORY_FILL", "", 3, i);
            case MEMORY_INIT -> helper("MEMORY_INIT", scope.layout.data(index) + ", ", 3, i);
            case DATA_DROP -> scope.layout.dropData(index).ifPresent(scope::line);
            case ELEM_DROP -> scope.layout.dropElements(index).ifPresent(scope::line);
            case TABLE_GET -> {
                scope.canTrap();
                Operand at = scope.operands.pop();
                scope.operands.release(at);
                scope.operands.pushEvaluated(
                        scope.module.tables().get(index).type(),
                        "TABLE_GET(g, " + scope.layout.table(index) + ", " + at.text() + ", " + scope.costs.rest(i)
                                + ")");
            }
            case TABLE_SET -> helper("TABLE_SET", scope.layout.table(index) + ", ", 2, i);
            case TABLE_SIZE -> scope.operands.pushEvaluated(Type.I32, "(u32)" + scope.layout.tableLength(index));
            case TABLE_FILL -> helper("TABLE_FILL", scope.layout.table(index) + ", ", 3, i);
            case TABLE_GROW -> growTable(index);
            case TABLE_COPY ->
                helper(
                        "TABLE_COPY",
                        scope.layout.table(index) + ", " + scope.layout.table(instruction.secondIndex()) + ", ",
                        3,
                        i);
            case TABLE_INIT ->
                helper(
                        "TABLE_COPY",
                        scope.layout.table(instruction.secondIndex()) + ", " + scope.layout.elements(index) + ", ",
                        3,
                        i);
            default -> throw new IllegalStateException("unchecked operator " + instruction.opcode());
        }
    }

    private void growTable(int index) {
        Operand count = scope.operands.pop();
        Operand value = scope.operands.pop();
        scope.operands.release(count);
        scope.operands.release(value);
        scope.operands.pushEvaluated(
                Type.I32,
                "(u32)guest_grow_table(g, " + scope.layout.ownedTable(index) + ", " + value.text() + ", " + count.text()
                        + ")");
    }
}
