package dev.hostcall.compiler.read;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Validates the instructions of a body while it steps through them, by the algorithm in the specification's appendix. Most
 * operators are rows of {@link Opcode}; those whose types depend on where they stand are here.
 */
final class BodyChecker {
    private final Input in;
    private final Declarations module;
    private final Instructions at;
    private final OperandStack operands;
    private final Frames frames;
    private final LocalStates initialized;
    private final BlockChecker blocks;
    private final MemoryChecker memories;
    private Type[] locals = new Type[0];
    private int localCount;
    private int function;
    private boolean tailCallsOthers;

    BodyChecker(Input in, Declarations module) {
        this.in = in;
        this.module = module;
        this.at = new Instructions(in, module.types);
        this.operands = new OperandStack(in, at);
        this.frames = new Frames(in);
        this.initialized = new LocalStates(in);
        this.blocks = new BlockChecker(in, module, at, operands, frames, initialized);
        this.memories = new MemoryChecker(in, module, at, operands);
    }

    /**
     * Checks the instructions up to the end of the input.
     *
     * @param ofFunction the index of the function
     * @param someLocals as many as {@code count} of them count, parameters first
     * @return how many instructions there are
     */
    int check(int ofFunction, Signature signature, Type[] someLocals, int count) {
        locals = someLocals;
        localCount = count;
        function = ofFunction;
        tailCallsOthers = false;
        initialized.begin(someLocals, signature.takes().size(), count);
        while (frames.depth() > 0) {
            frames.close();
        }
        operands.enter(0, false);
        operands.leave();
        frames.open(Opcode.BLOCK, signature, 0, false, in.position());
        operands.enter(0, false);
        int instructions = 0;
        while (frames.depth() > 0) {
            if (!at.next()) {
                throw in.malformed("END opcode expected, unexpected end of section or function", in.position());
            }
            check();
            instructions++;
        }
        return instructions;
    }

    /** Whether the body that was checked last has tail calls of other functions that are compiled, or may have. */
    boolean tailCallsOthers() {
        return tailCallsOthers;
    }

    private void check() {
        switch (at.opcode()) {
            case UNREACHABLE -> operands.leave();
            case BLOCK, LOOP -> blocks.open();
            case TRY, CATCH, CATCH_ALL, DELEGATE, TRY_TABLE, THROW, THROW_REF, RETHROW -> blocks.exception();
            case IF -> {
                operands.pop(Type.I32);
                blocks.open();
            }
            case ELSE -> blocks.otherwise();
            case END -> blocks.close();
            case BR -> {
                operands.popAll(frames.carried(blocks.label(at.unsignedIndex())));
                operands.leave();
            }
            case BR_IF -> branchIf();
            case BR_TABLE -> branchTable();
            case RETURN -> {
                operands.popAll(frames.carried(frames.depth() - 1));
                operands.leave();
            }
            case CALL -> call(module.functions.get(index("function", at.unsignedIndex(), module.functions.size())));
            case CALL_INDIRECT -> call(calledIndirectly());
            case RETURN_CALL -> {
                int callee = index("function", at.unsignedIndex(), module.functions.size());
                tailCallsOthers |= callee != function && callee >= module.importedFunctions.size();
                returnCall(module.functions.get(callee));
            }
            case RETURN_CALL_INDIRECT -> {
                tailCallsOthers = true;
                returnCall(calledIndirectly());
            }
            case CALL_REF -> call(calledByReference());
            case RETURN_CALL_REF -> {
                tailCallsOthers = true;
                returnCall(calledByReference());
            }
            case REF_AS_NON_NULL -> operands.push(withoutNull(operands.popReference()));
            case BR_ON_NULL -> branchOnNull();
            case BR_ON_NON_NULL -> branchOnNonNull();
            case DROP -> operands.popAny();
            case SELECT -> {
                operands.pop(Type.I32);
                operands.select();
            }
            case SELECT_T -> selectTyped();
            case LOCAL_GET -> {
                operands.push(local());
                initialized.checkIsSet(at.index(), at.offset());
            }
            case LOCAL_SET -> {
                operands.pop(local());
                initialized.set(at.index());
            }
            case LOCAL_TEE -> {
                operands.pop(local());
                initialized.set(at.index());
                operands.push(local());
            }
            case GLOBAL_GET -> operands.push(global().type());
            case GLOBAL_SET -> setGlobal();
            case REF_NULL -> operands.push(at.type());
            case REF_IS_NULL -> {
                operands.popReference();
                operands.push(Type.I32);
            }
            case REF_FUNC -> refer();
            case MEMORY_SIZE, MEMORY_GROW, MEMORY_FILL, MEMORY_COPY, MEMORY_INIT -> memories.use();
            case TABLE_GET, TABLE_SET, TABLE_SIZE, TABLE_GROW, TABLE_FILL -> useTable(table(at.unsignedIndex()));
            case TABLE_COPY -> {
                WasmModule.Table to = table(at.unsignedIndex());
                WasmModule.Table from = table(at.unsignedSecondIndex());
                checkAlike(to.type(), from.type());
                operands.pop(to.address().isWide() ? from.address() : to.address());
                operands.pop(from.address());
                operands.pop(to.address());
            }
            case TABLE_INIT -> {
                Type elements = elements();
                WasmModule.Table to = table(at.unsignedSecondIndex());
                checkAlike(to.type(), elements);
                operands.pop(Type.I32);
                operands.pop(Type.I32);
                operands.pop(to.address());
            }
            case VECTOR -> memories.vector();
            case ATOMIC -> memories.atomic();
            default -> checkPlain();
        }
    }

    /** An operator whose types are in the table; what its immediates name has to be there. */
    private void checkPlain() {
        Opcode opcode = at.opcode();
        switch (opcode.immediate) {
            case ACCESS -> {
                operands.apply(opcode.taken, opcode.given, memories.access(opcode.bytes()));
                return;
            }
            case DATA -> memories.data();
            case ELEMENTS -> elements();
            default -> {}
        }
        operands.apply(opcode.taken, opcode.given);
    }

    private int index(String kind, long index, int size) {
        return Declarations.checked(in, kind, index, size, at.offset());
    }

    private Type elements() {
        return module.elementTypes.get(index("elem segment", at.unsignedIndex(), module.elementTypes.size()));
    }

    private WasmModule.Table table(long index) {
        return module.tables.get(index("table", index, module.tables.size()));
    }

    private void checkAlike(Type first, Type second) {
        if (!second.isA(first)) {
            throw in.invalid("type mismatch: " + at.opcode().text() + " of " + first + " and " + second, at.offset());
        }
    }

    // ---- control

    private void branchIf() {
        List<Type> carried = frames.carried(blocks.label(at.unsignedIndex()));
        operands.pop(Type.I32);
        operands.popAll(carried);
        operands.pushAll(carried);
    }

    private void branchTable() {
        operands.pop(Type.I32);
        int arity = frames.carried(blocks.label(at.label(at.labelCount() - 1))).size();
        int before = -1;
        for (int i = 0; i < at.labelCount(); i++) {
            int label = blocks.label(at.label(i));
            if (label != before) { // what was compared just now need not be again
                List<Type> carried = frames.carried(label);
                if (carried.size() != arity) {
                    throw in.invalid("type mismatch: labels of br_table carry different numbers", at.offset());
                }
                operands.peekAll(carried);
                before = label;
            }
        }
        operands.leave();
    }

    private void call(Signature signature) {
        operands.popAll(signature.takes());
        operands.pushAll(signature.gives());
    }

    /** The type that is called; takes the index in the table. */
    private Signature calledIndirectly() {
        WasmModule.Table table = table(at.unsignedSecondIndex());
        if (!table.type().isA(Type.FUNCREF)) {
            throw in.invalid("type mismatch: " + at.opcode().text() + " requires a table of funcref", at.offset());
        }
        operands.pop(table.address());
        return module.types.get(index("type", at.unsignedIndex(), module.types.size()));
    }

    /** The type that is called; takes the reference. */
    private Signature calledByReference() {
        int type = index("type", at.unsignedIndex(), module.types.size());
        Signature signature = module.types.get(type);
        operands.pop(Type.nullable(module.types.reference(signature).heap()));
        return signature;
    }

    private static @Nullable Type withoutNull(@Nullable Type reference) {
        return reference == null ? null : reference.withoutNull();
    }

    private void branchOnNull() {
        List<Type> carried = frames.carried(blocks.label(at.unsignedIndex()));
        Type reference = operands.popReference();
        operands.popAll(carried);
        operands.pushAll(carried);
        operands.push(withoutNull(reference));
    }

    private void branchOnNonNull() {
        List<Type> carried = frames.carried(blocks.label(at.unsignedIndex()));
        if (carried.isEmpty() || !carried.get(carried.size() - 1).isReference()) {
            throw in.invalid("type mismatch: br_on_non_null to a label that takes no reference", at.offset());
        }
        operands.push(withoutNull(operands.popReference()));
        operands.popAll(carried);
        operands.pushAll(carried.subList(0, carried.size() - 1));
    }

    private void returnCall(Signature signature) {
        List<Type> results = frames.carried(frames.depth() - 1);
        if (!Type.areAll(signature.gives(), results)) {
            throw in.invalid(
                    "type mismatch: " + at.opcode().text() + " gives " + signature.gives()
                            + " where the function gives " + results,
                    at.offset());
        }
        operands.popAll(signature.takes());
        operands.leave();
    }

    // ---- variables, references and tables

    private void selectTyped() {
        if (at.typeCount() != 1) {
            throw in.invalid("invalid result arity", at.offset());
        }
        operands.pop(Type.I32);
        operands.pop(at.type());
        operands.pop(at.type());
        operands.push(at.type());
    }

    private Type local() {
        return locals[index("local", at.unsignedIndex(), localCount)];
    }

    private WasmModule.Global global() {
        return module.globals.get(index("global", at.unsignedIndex(), module.globals.size()));
    }

    private void setGlobal() {
        WasmModule.Global global = global();
        if (!global.mutable()) {
            throw in.invalid("global is immutable", at.offset());
        }
        operands.pop(global.type());
    }

    private void refer() {
        int function = index("function", at.unsignedIndex(), module.functions.size());
        if (!module.referable.get(function)) {
            throw in.invalid("undeclared function reference", at.offset());
        }
        operands.push(module.types.reference(module.functions.get(function)));
    }

    private void useTable(WasmModule.Table table) {
        Type element = table.type();
        Type address = table.address();
        switch (at.opcode()) {
            case TABLE_GET -> {
                operands.pop(address);
                operands.push(element);
            }
            case TABLE_SET -> {
                operands.pop(element);
                operands.pop(address);
            }
            case TABLE_SIZE -> operands.push(address);
            case TABLE_GROW -> {
                operands.pop(address);
                operands.pop(element);
                operands.push(address);
            }
            default -> { // table.fill
                operands.pop(address);
                operands.pop(element);
                operands.pop(address);
            }
        }
    }
}
