package dev.hostcall.compiler.read;

import dev.hostcall.abi.WasmType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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

    static final Signature NOTHING = new Signature(List.of(), List.of());
    private static final Map<WasmType, Signature> SINGLE = new EnumMap<>(WasmType.class);

    static {
        for (WasmType type : WasmType.values()) {
            SINGLE.put(type, new Signature(List.of(), List.of(type)));
        }
    }

    private Types() {}

    static WasmType value(Input in) {
        int begin = in.position();
        int code = in.byteValue();
        return switch (code) {
            case I32 -> WasmType.I32;
            case I64 -> WasmType.I64;
            case F32 -> WasmType.F32;
            case F64 -> WasmType.F64;
            case V128 -> {
                in.meetVector();
                yield WasmType.V128;
            }
            default -> reference(in, code, begin, "malformed value type");
        };
    }

    static WasmType reference(Input in) {
        int begin = in.position();
        return reference(in, in.byteValue(), begin, "malformed reference type");
    }

    private static WasmType reference(Input in, int code, int begin, String otherwise) {
        return switch (code) {
            case REF -> {
                int heapType = heapTypeCode(in);
                if (isIndexOrPlain(heapType)) {
                    throw in.unsupported(Feature.TYPED_FUNCTION_REFERENCES, "ref", begin);
                }
                throw refusedHeapType(in, heapType, begin, otherwise);
            }
            case REF_NULL -> plain(in, heapTypeCode(in), begin, otherwise);
            default -> plain(in, code, begin, otherwise);
        };
    }

    /** The type of references to a heap type. */
    static WasmType heapType(Input in) {
        int begin = in.position();
        return plain(in, heapTypeCode(in), begin, "malformed heap type");
    }

    /** A heap type: the byte of an abstract one, or {@link Integer#MAX_VALUE} for any index of a type. */
    private static int heapTypeCode(Input in) {
        long type = in.signed(33);
        return type >= 0 ? Integer.MAX_VALUE : type >= -0x40 ? (int) (type & 0x7F) : 0;
    }

    private static boolean isIndexOrPlain(int heapType) {
        return heapType == Integer.MAX_VALUE || heapType == FUNC || heapType == EXTERN;
    }

    private static WasmType plain(Input in, int heapType, int begin, String otherwise) {
        return switch (heapType) {
            case FUNC -> WasmType.FUNCREF;
            case EXTERN -> WasmType.EXTERNREF;
            default -> throw refusedHeapType(in, heapType, begin, otherwise);
        };
    }

    private static RefusedException refusedHeapType(Input in, int heapType, int begin, String otherwise) {
        return switch (heapType) {
            case Integer.MAX_VALUE ->
                in.unsupported(Feature.TYPED_FUNCTION_REFERENCES, "a reference to a type of the module", begin);
            case EXN, NO_EXN -> in.unsupported(Feature.EXCEPTION_HANDLING, "exnref", begin);
            case ANY, EQ, I31, STRUCT, ARRAY, NONE, NO_FUNC, NO_EXTERN ->
                in.unsupported(Feature.GARBAGE_COLLECTION, "a reference to a heap type of its own", begin);
            default -> in.malformed(otherwise, begin);
        };
    }

    /** What a block takes and gives. */
    static Signature block(Input in, List<Signature> types) {
        int begin = in.position();
        int next = in.peek();
        if (next == EMPTY_BLOCK) {
            in.skip(1);
            return NOTHING;
        }
        if ((next & 0xC0) == 0x40) { // a negative number of one byte, or nothing at all
            return Objects.requireNonNull(SINGLE.get(value(in)));
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
