package dev.hostcall.compiler.read;

import dev.hostcall.abi.WasmType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Types, limits and mutability in the binary format. */
final class Types {
    private static final int I32 = 0x7F;
    private static final int I64 = 0x7E;
    private static final int F32 = 0x7D;
    private static final int F64 = 0x7C;
    private static final int V128 = 0x7B;
    private static final int FUNC = 0x70;
    private static final int EXTERN = 0x6F;
    private static final int NO_EXN = 0x74;
    private static final int NO_FUNC = 0x73;
    private static final int NO_EXTERN = 0x72;
    private static final int NONE = 0x71;
    private static final int ANY = 0x6E;
    private static final int EQ = 0x6D;
    private static final int I31 = 0x6C;
    private static final int STRUCT = 0x6B;
    private static final int ARRAY = 0x6A;
    private static final int EXN = 0x69;
    private static final int REF = 0x64;
    private static final int REF_NULL = 0x63;
    private static final int EMPTY_BLOCK = 0x40;

    private static final Map<Type, Signature> SINGLE = new HashMap<>();

    static {
        for (WasmType type : WasmType.values()) {
            SINGLE.put(Type.of(type), new Signature(List.of(), List.of(Type.of(type))));
        }
    }

    private Types() {}

    static Type value(Input in, FunctionTypes types) {
        int begin = in.position();
        int code = in.byteValue();
        return switch (code) {
            case I32 -> Type.I32;
            case I64 -> Type.I64;
            case F32 -> Type.F32;
            case F64 -> Type.F64;
            case V128 -> {
                in.meet(Use.VECTORS);
                yield Type.V128;
            }
            default -> reference(in, types, code, begin, "malformed value type");
        };
    }

    static Type reference(Input in, FunctionTypes types) {
        int begin = in.position();
        return reference(in, types, in.byteValue(), begin, "malformed reference type");
    }

    private static Type reference(Input in, FunctionTypes types, int code, int begin, String otherwise) {
        return switch (code) {
            case REF -> Type.notNull(heap(in, types, begin, otherwise));
            case REF_NULL -> Type.nullable(heap(in, types, begin, otherwise));
            default -> Type.nullable(abstractHeap(in, code, begin, otherwise));
        };
    }

    /** The type of references, null included, to a heap type. */
    static Type heapType(Input in, FunctionTypes types) {
        return Type.nullable(heap(in, types, in.position(), "malformed heap type"));
    }

    private static int heap(Input in, FunctionTypes types, int begin, String otherwise) {
        int at = in.position();
        long heap = in.signed(33);
        return heap >= 0
                ? types.heap(in, heap, at)
                : abstractHeap(in, heap >= -0x40 ? (int) (heap & 0x7F) : 0, begin, otherwise);
    }

    private static int abstractHeap(Input in, int code, int begin, String otherwise) {
        return switch (code) {
            case FUNC -> Type.FUNC;
            case EXTERN -> Type.EXTERN;
            case EXN -> {
                in.meet(Use.EXCEPTION_REFERENCES);
                yield Type.EXN;
            }
            case ANY, EQ, I31, STRUCT, ARRAY, NONE, NO_EXN, NO_FUNC, NO_EXTERN ->
                throw in.unsupported(Feature.GARBAGE_COLLECTION, "a reference to a heap type of its own", begin);
            default -> throw in.malformed(otherwise, begin);
        };
    }

    /** What a block takes and gives. */
    static Signature block(Input in, FunctionTypes types) {
        int begin = in.position();
        int next = in.peek();
        if (next == EMPTY_BLOCK) {
            in.skip(1);
            return Signature.NOTHING;
        }
        if ((next & 0xC0) == 0x40) { // a negative number of one byte, or nothing at all
            Type type = value(in, types);
            Signature single = SINGLE.get(type);
            return single == null ? new Signature(List.of(), List.of(type)) : single;
        }
        long index = in.signed(33);
        if (index < 0) {
            throw in.malformed("malformed block type", begin);
        }
        if (index >= types.size()) {
            throw in.invalid("unknown type " + index, begin);
        }
        return types.get((int) index);
    }

    static boolean mutable(Input in) {
        int begin = in.position();
        int code = in.byteValue();
        if (code > 1) {
            throw in.malformed("malformed mutability", begin);
        }
        return code == 1;
    }
}
