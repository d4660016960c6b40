package dev.hostcall.compiler.read;

import dev.hostcall.abi.WasmType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of atomic operators, which stand behind the prefix FE; {@link Opcode#ATOMIC} is all of them. */
public final class AtomicOperator {
    /** The prefix. */
    static final int PREFIX = 0xFE;

    private static final int FIRST_ACCESS = 0x10;

    /** What an operator does. */
    public enum Kind {
        /** Wakes who waits. */
        NOTIFY,
        /** Waits, if a value is as expected. */
        WAIT,
        /** Orders accesses. */
        FENCE,
        /** Reads. */
        LOAD,
        /** Writes. */
        STORE,
        /** Reads, and writes what an {@link AtomicOperator#operation} makes of that. */
        CHANGE,
        /** Reads, and writes if that is as expected. */
        EXCHANGE_IF
    }

    /** What an access touches, and what that is for the stack, in the order of the codes. */
    private enum Width {
        I32(WasmType.I32, 4),
        I64(WasmType.I64, 8),
        I32_8(WasmType.I32, 1),
        I32_16(WasmType.I32, 2),
        I64_8(WasmType.I64, 1),
        I64_16(WasmType.I64, 2),
        I64_32(WasmType.I64, 4);

        final WasmType type;
        final int bytes;

        Width(WasmType type, int bytes) {
            this.type = type;
            this.bytes = bytes;
        }

        private boolean isNarrow() {
            return bytes < (type == WasmType.I32 ? Integer.BYTES : Long.BYTES);
        }

        String bits() {
            return isNarrow() ? String.valueOf(Byte.SIZE * bytes) : "";
        }

        String extension() {
            return isNarrow() ? "_u" : "";
        }
    }

    private static final AtomicOperator[] BY_CODE = byCode();

    final Immediate immediate;
    final Type[] taken;
    final Type[] given;
    private final Kind kind;
    private final String text;
    private final String operation;
    private final int bytes;

    private AtomicOperator(Kind kind, String text, String operation, String signature, int bytes) {
        this.kind = kind;
        this.text = text;
        this.operation = operation;
        this.bytes = bytes;
        immediate = kind == Kind.FENCE ? Immediate.RESERVED : Immediate.ACCESS;
        int colon = signature.indexOf(':');
        taken = Opcode.types(signature.substring(0, colon));
        given = Opcode.types(signature.substring(colon + 1));
    }

    private static AtomicOperator[] byCode() {
        List<@Nullable AtomicOperator> all = new ArrayList<>();
        all.add(new AtomicOperator(Kind.NOTIFY, "memory.atomic.notify", "", "ii:i", 4));
        all.add(new AtomicOperator(Kind.WAIT, "memory.atomic.wait32", "", "iiI:i", 4));
        all.add(new AtomicOperator(Kind.WAIT, "memory.atomic.wait64", "", "iII:i", 8));
        all.add(new AtomicOperator(Kind.FENCE, "atomic.fence", "", ":", 0));
        while (all.size() < FIRST_ACCESS) {
            all.add(null);
        }
        for (Width width : Width.values()) {
            all.add(access(Kind.LOAD, width, "load" + width.bits() + width.extension(), "", "i:t"));
        }
        for (Width width : Width.values()) {
            all.add(access(Kind.STORE, width, "store" + width.bits(), "", "it:"));
        }
        for (String operation : List.of("add", "sub", "and", "or", "xor", "xchg", "cmpxchg")) {
            Kind kind = operation.equals("cmpxchg") ? Kind.EXCHANGE_IF : Kind.CHANGE;
            for (Width width : Width.values()) {
                String text = "rmw" + width.bits() + "." + operation + width.extension();
                all.add(access(kind, width, text, operation, kind == Kind.CHANGE ? "it:t" : "itt:t"));
            }
        }
        return all.toArray(AtomicOperator[]::new);
    }

    /** One that accesses so much; in the signature, {@code t} is what it reads or writes. */
    private static AtomicOperator access(Kind kind, Width width, String text, String operation, String signature) {
        String letters = signature.replace('t', width.type.letter());
        return new AtomicOperator(kind, width.type + ".atomic." + text, operation, letters, width.bytes);
    }

    /** The operator of this number behind the prefix; null if there is none. */
    static @Nullable AtomicOperator of(long number) {
        return number < BY_CODE.length ? BY_CODE[(int) number] : null;
    }

    /** All of them. */
    public static List<AtomicOperator> all() {
        return Arrays.stream(BY_CODE).filter(Objects::nonNull).toList();
    }

    /** What it does. */
    public Kind kind() {
        return kind;
    }

    /** Its name in the text format. */
    public String text() {
        return text;
    }

    /** What is done with what was there: {@code add}, {@code xchg}, …; meant for {@link Kind#CHANGE}. */
    public String operation() {
        return operation;
    }

    /** How many operands it takes. */
    public int operands() {
        return taken.length;
    }

    /** What it gives. */
    public Optional<WasmType> result() {
        return given.length == 0 ? Optional.empty() : Optional.of(given[0].erased());
    }

    /** How many bytes it touches: the place is a multiple of that. */
    public int bytes() {
        return bytes;
    }
}
