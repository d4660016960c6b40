package dev.hostcall.compiler.read;

import java.util.ArrayList;
import java.util.List;

/** Reads constant expressions: those of WebAssembly 2.0, extended ones, and of globals any that precede and do not change. */
final class ConstantChecker {
    /** Extended ones nest as deep as they are long. */
    private static final int MOST_INSTRUCTIONS = 1_000;

    private final Input in;
    private final Declarations module;
    private final List<Type> stack = new ArrayList<>();

    ConstantChecker(Input in, Declarations module) {
        this.in = in;
        this.module = module;
    }

    /** Reads an expression of the type. */
    Expression read(Type expected) {
        int begin = in.position();
        Instructions instructions = new Instructions(in, module.types);
        stack.clear();
        int count = 0;
        while (true) {
            if (!instructions.next()) {
                throw in.malformed("unexpected end of section or function in a constant expression", in.position());
            }
            if (instructions.opcode() == Opcode.END) {
                break;
            }
            check(instructions);
            in.limit(++count, MOST_INSTRUCTIONS, "instructions in a constant expression", instructions.offset());
        }
        if (stack.size() != 1 || !stack.get(0).isA(expected)) {
            throw in.invalid(
                    "type mismatch: a constant expression of " + expected + " is required, but this gives " + stack,
                    begin);
        }
        return new Expression(in.bytes(), begin, in.position(), module.types);
    }

    /** Reads an expression of a reference type, which is always one instruction, into the list. */
    void readReference(Type expected, References references) {
        Instructions instruction = read(expected).instructions();
        instruction.next();
        switch (instruction.opcode()) {
            case REF_FUNC -> references.addFunction(instruction.index());
            case GLOBAL_GET -> references.addGlobal(instruction.index());
            default -> references.addNull();
        }
    }

    private void check(Instructions instruction) {
        switch (instruction.opcode()) {
            case I32_CONST, I64_CONST, F32_CONST, F64_CONST -> stack.add(instruction.opcode().given[0]);
            case REF_NULL -> stack.add(instruction.type());
            case REF_FUNC -> {
                int size = module.functions.size();
                int offset = instruction.offset();
                module.refer(
                        in, Declarations.checked(in, "function", instruction.unsignedIndex(), size, offset), offset);
                stack.add(module.types.reference(module.functions.get(instruction.index())));
            }
            case GLOBAL_GET -> stack.add(global(instruction));
            case I32_ADD, I32_SUB, I32_MUL, I64_ADD, I64_SUB, I64_MUL -> compute(instruction);
            case VECTOR -> {
                if (instruction.vector().immediate != Immediate.V128) {
                    throw noConstant(instruction);
                }
                stack.add(Type.V128);
            }
            default -> throw noConstant(instruction);
        }
    }

    private RefusedException noConstant(Instructions instruction) {
        return in.invalid("constant expression required, but " + instruction.text() + " is none", instruction.offset());
    }

    private Type global(Instructions instruction) {
        int index = Declarations.checked(
                in, "global", instruction.unsignedIndex(), module.globals.size(), instruction.offset());
        WasmModule.Global global = module.globals.get(index);
        if (global.mutable()) {
            throw in.invalid("constant expression required, but global " + index + " is mutable", instruction.offset());
        }
        return global.type();
    }

    private void compute(Instructions instruction) {
        Opcode opcode = instruction.opcode();
        for (Type taken : opcode.taken) {
            if (stack.isEmpty() || !stack.remove(stack.size() - 1).isA(taken)) {
                throw in.invalid("type mismatch: " + opcode.text() + " requires " + taken, instruction.offset());
            }
        }
        stack.add(opcode.given[0]);
    }
}
