package dev.hostcall.compiler.read;

import dev.hostcall.abi.SignatureText;
import dev.hostcall.abi.WasmType;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A value type as validation compares it: of references also what they refer to, and whether null is one of them.
 *
 * @param erased what it is to the guest ABI, and in C
 * @param nullable whether null is among its values; false for numbers
 * @param heap what a reference refers to: the first of the module's equal function types by its index, or one of the constants
 */
public record Type(WasmType erased, boolean nullable, int heap) {
    static final int FUNC = -1;
    static final int EXTERN = -2;
    static final int EXN = -3;
    private static final int NUMBER = -4;

    public static final Type I32 = number(WasmType.I32);
    public static final Type I64 = number(WasmType.I64);
    public static final Type F32 = number(WasmType.F32);
    public static final Type F64 = number(WasmType.F64);
    public static final Type V128 = number(WasmType.V128);
    public static final Type FUNCREF = reference(FUNC, true);
    public static final Type EXTERNREF = reference(EXTERN, true);
    public static final Type EXNREF = reference(EXN, true);
    static final Type FUNC_NOT_NULL = reference(FUNC, false);
    private static final Type EXTERN_NOT_NULL = reference(EXTERN, false);
    static final Type EXN_NOT_NULL = reference(EXN, false);

    private static Type number(WasmType type) {
        return new Type(type, false, NUMBER);
    }

    private static Type reference(int heap, boolean nullable) {
        WasmType erased = heap == EXTERN ? WasmType.EXTERNREF : heap == EXN ? WasmType.EXNREF : WasmType.FUNCREF;
        return new Type(erased, nullable, heap);
    }

    /** The type of references, null included, to a heap type. */
    static Type nullable(int heap) {
        return switch (heap) {
            case FUNC -> FUNCREF;
            case EXTERN -> EXTERNREF;
            case EXN -> EXNREF;
            default -> reference(heap, true);
        };
    }

    /** The type of references to a heap type. */
    static Type notNull(int heap) {
        return switch (heap) {
            case FUNC -> FUNC_NOT_NULL;
            case EXTERN -> EXTERN_NOT_NULL;
            case EXN -> EXN_NOT_NULL;
            default -> reference(heap, false);
        };
    }

    /** The type of numbers, or of references to anything of their kind, null included. */
    static Type of(WasmType type) {
        return switch (type) {
            case I32 -> I32;
            case I64 -> I64;
            case F32 -> F32;
            case F64 -> F64;
            case V128 -> V128;
            case FUNCREF -> FUNCREF;
            case EXTERNREF -> EXTERNREF;
            case EXNREF -> EXNREF;
        };
    }

    /** Whether its values are references. */
    public boolean isReference() {
        return heap != NUMBER;
    }

    /** Whether its values refer to functions of one type, the one with the index {@link #heap}. */
    public boolean isTyped() {
        return heap >= 0;
    }

    /** Whether the guest ABI's letter for it says less than it does. */
    public boolean isPrecise() {
        return isReference() && (isTyped() || !nullable);
    }

    /** Whether its values are addresses of 64 bits, where they are addresses. */
    public boolean isWide() {
        return erased == WasmType.I64;
    }

    /** Whether each of its values is one of the other type. */
    boolean isA(Type other) {
        return erased == other.erased && (!isReference() || isNarrower(other));
    }

    private boolean isNarrower(Type other) {
        return (heap == other.heap || other.heap == FUNC) && (other.nullable || !nullable);
    }

    /** Whether one list of values can stand for another. */
    static boolean areAll(List<Type> found, List<Type> expected) {
        boolean fit = found.size() == expected.size();
        for (int i = 0; fit && i < found.size(); i++) {
            fit = found.get(i).isA(expected.get(i));
        }
        return fit;
    }

    /** The same without null. */
    Type withoutNull() {
        return notNull(heap);
    }

    /** In the notation of {@link SignatureText}; {@code referred} writes a reference to the function type of an index. */
    String text(IntFunction<String> referred) {
        String to = isTyped() ? referred.apply(heap) : String.valueOf(erased.letter());
        return isReference() && !nullable ? SignatureText.NOT_NULL + to : to;
    }

    /** As the text format writes it. */
    @Override
    public String toString() {
        if (!isReference() || (nullable && !isTyped())) {
            return erased.toString();
        }
        String to = isTyped() ? String.valueOf(heap) : erased.toString().replace("ref", "");
        return "(ref " + (nullable ? "null " : "") + to + ")";
    }
}
