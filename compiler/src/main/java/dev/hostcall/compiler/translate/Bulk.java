package dev.hostcall.compiler.translate;

import dev.hostcall.abi.WasmType;
import dev.hostcall.compiler.read.Instructions;
import java.util.List;
import java.util.stream.Collectors;

/** Translates operators on memory and tables as a whole, and on elements of tables, with the functions of wasm.h and guest.h. */
final class Bulk {
    private static final Template HELPER = Template.of("${function}(g, ${fixed}${operands}, ${rest});");
    private static final Template TABLE_GET = Template.of("TABLE_GET(g, ${table}, ${index}, ${rest})");
    private static final Template TABLE_GROW =
            Template.of("(${type})guest_grow_table(g, ${table}, ${value}, ${count})");

    private Bulk() {}

    /** A statement that takes {@code count} operands after some that are {@code fixed}; numbers among them are addresses and sizes. */
    private static void helper(FunctionScope scope, int i, String function, String fixed, int count) {
        scope.canTrap();
        List<Operand> operands = scope.operands.pop(count);
        String texts = operands.stream().map(Operand::narrow).map(Operand::text).collect(Collectors.joining(", "));
        scope.line(HELPER.fill("function", function, "fixed", fixed, "operands", texts, "rest", scope.costs.rest(i)));
        operands.forEach(scope.operands::release);
    }

    // ---- memory

    static void memorySize(FunctionScope scope, Instructions instruction) {
        WasmType address = memoryAddress(scope, instruction);
        String size = instruction.memory() == 0 ? "MEMORY_SIZE" : "SIZE_OF(D->m_" + instruction.memory() + ")";
        scope.operands.pushEvaluated(address, "(" + CType.of(address).name() + ")(" + size + " / GUEST_PAGE)");
    }

    private static WasmType memoryAddress(FunctionScope scope, Instructions instruction) {
        return scope.module
                .module()
                .memories()
                .get(instruction.memory())
                .address()
                .erased();
    }

    private static WasmType tableAddress(FunctionScope scope, Instructions instruction) {
        return scope.module.module().tables().get(instruction.index()).address().erased();
    }

    static void memoryGrow(FunctionScope scope, Instructions instruction) {
        Operand pages = scope.operands.pop().narrow();
        scope.operands.release(pages);
        WasmType address = memoryAddress(scope, instruction);
        String grow = instruction.memory() == 0
                ? "guest_grow_memory(g, (s32)"
                : "guest_grow_further_memory(g, " + instruction.memory() + "u, (s32)";
        scope.operands.pushEvaluated(address, "(" + CType.of(address).name() + ")" + grow + pages.text() + ")");
        scope.module.accesses().sizeChanged().ifPresent(scope::line);
    }

    static void memoryCopy(FunctionScope scope, int i, Instructions instruction) {
        if (instruction.memory() == 0 && instruction.secondMemory() == 0) {
            helper(scope, i, "MEMORY_COPY", "", 3);
        } else {
            String memories = memory(instruction.memory()) + memory(instruction.secondMemory());
            helper(scope, i, "MEMORY_COPY_AT", memories, 3);
        }
    }

    /** A memory's base and size, two arguments. */
    private static String memory(int index) {
        return InstanceLayout.memory(index) + ", ";
    }

    static void memoryFill(FunctionScope scope, int i, Instructions instruction) {
        if (instruction.memory() == 0) {
            helper(scope, i, "MEMORY_FILL", "", 3);
        } else {
            helper(scope, i, "MEMORY_FILL_AT", memory(instruction.memory()), 3);
        }
    }

    static void memoryInit(FunctionScope scope, int i, Instructions instruction) {
        String data = scope.module.layout().data(instruction.index()) + ", ";
        if (instruction.memory() == 0) {
            helper(scope, i, "MEMORY_INIT", data, 3);
        } else {
            helper(scope, i, "MEMORY_INIT_AT", memory(instruction.memory()) + data, 3);
        }
    }

    static void dataDrop(FunctionScope scope, Instructions instruction) {
        scope.module.layout().dropData(instruction.index()).ifPresent(scope::line);
    }

    // ---- tables

    static void tableGet(FunctionScope scope, int i, Instructions instruction) {
        int table = instruction.index();
        scope.canTrap();
        Operand index = scope.operands.pop().narrow();
        scope.operands.release(index);
        scope.operands.pushEvaluated(
                scope.module.module().tables().get(table).type().erased(),
                TABLE_GET.fill(
                        "table",
                        scope.module.layout().table(table),
                        "index",
                        index.text(),
                        "rest",
                        scope.costs.rest(i)));
    }

    static void tableSet(FunctionScope scope, int i, Instructions instruction) {
        helper(scope, i, "TABLE_SET", scope.module.layout().table(instruction.index()) + ", ", 2);
    }

    static void tableFill(FunctionScope scope, int i, Instructions instruction) {
        helper(scope, i, "TABLE_FILL", scope.module.layout().table(instruction.index()) + ", ", 3);
    }

    static void tableSize(FunctionScope scope, Instructions instruction) {
        WasmType address = tableAddress(scope, instruction);
        scope.operands.pushEvaluated(
                address,
                "(" + CType.of(address).name() + ")" + scope.module.layout().tableLength(instruction.index()));
    }

    static void tableGrow(FunctionScope scope, Instructions instruction) {
        Operand count = scope.operands.pop().narrow();
        Operand value = scope.operands.pop();
        scope.operands.release(count);
        scope.operands.release(value);
        WasmType address = tableAddress(scope, instruction);
        scope.operands.pushEvaluated(
                address,
                TABLE_GROW.fill(
                        "type",
                        CType.of(address).name(),
                        "table",
                        scope.module.layout().ownedTable(instruction.index()),
                        "value",
                        value.text(),
                        "count",
                        count.text()));
    }

    static void tableCopy(FunctionScope scope, int i, Instructions instruction) {
        String to = scope.module.layout().table(instruction.index());
        String from = scope.module.layout().table(instruction.secondIndex());
        helper(scope, i, "TABLE_COPY", to + ", " + from + ", ", 3);
    }

    static void tableInit(FunctionScope scope, int i, Instructions instruction) {
        String to = scope.module.layout().table(instruction.secondIndex());
        String from = scope.module.layout().elements(instruction.index());
        helper(scope, i, "TABLE_COPY", to + ", " + from + ", ", 3);
    }

    static void elementsDrop(FunctionScope scope, Instructions instruction) {
        scope.module.layout().dropElements(instruction.index()).ifPresent(scope::line);
    }
}
