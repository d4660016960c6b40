package dev.hostcall.compiler;

import java.util.Optional;
import run.endive.wasm.types.ValType;

/** The value types of WebAssembly 2.0 without SIMD, in the three notations the translation needs. */
enum Type {
    I32('i', "u32", "i32"),
    I64('I', "u64", "i64"),
    F32('f', "f32", "f32"),
    F64('F', "f64", "f64"),
    FUNCREF('c', "u64", "i64"),
    EXTERNREF('e', "u64", "i64");

    /** In a signature of the guest descriptor. */
    final char letter;

    /** In emitted C. */
    final String c;

    /** The member of {@code union guest_slot} that holds it. */
    final String slot;

    Type(char letter, String c, String slot) {
        this.letter = letter;
        this.c = c;
        this.slot = slot;
    }

    /** Our name of the reader's type; empty for what we do not support (v128, typed references, garbage-collected types). */
    static Optional<Type> of(ValType type) {
        return switch (type.opcode()) {
            case ValType.ID.I32 -> Optional.of(I32);
            case ValType.ID.I64 -> Optional.of(I64);
            case ValType.ID.F32 -> Optional.of(F32);
            case ValType.ID.F64 -> Optional.of(F64);
            case ValType.ID.Ref, ValType.ID.RefNull -> ofHeapType(type.typeIdx());
            default -> Optional.empty();
        };
    }

    /** The nullable reference to an abstract heap type: func or extern. */
    static Optional<Type> ofHeapType(long heapType) {
        if (heapType == ValType.TypeIdxCode.FUNC.code()) {
            return Optional.of(FUNCREF);
        }
        return heapType == ValType.TypeIdxCode.EXTERN.code() ? Optional.of(EXTERNREF) : Optional.empty();
    }
}
