package dev.hostcall.compiler.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Steps through instructions in a module's bytes. One object shows them all, one after the other: before the first {@link
 * #next} and after the last it shows nothing of use. Not thread-safe; each reader makes its own.
 */
public final class Instructions {
    private static final int MOST_BYTES_OF_32_BITS = 5;
    private static final long MEMORY_GIVEN = 1 << 6;
    private static final VectorOperator NO_VECTOR = Objects.requireNonNull(VectorOperator.of(0));
    private static final AtomicOperator NO_ATOMIC = Objects.requireNonNull(AtomicOperator.of(0));

    private final Input in;
    private final FunctionTypes types;
    private Opcode opcode = Opcode.NOP;
    private VectorOperator vector = NO_VECTOR;
    private AtomicOperator atomic = NO_ATOMIC;
    private int offset;
    private long first;
    private long second;
    private int offsetBytes;
    private long memory;
    private long secondMemory;
    private Signature signature;
    private Type type = Type.I32;
    private int[] labels = new int[4];
    private int labelCount;
    private long low;
    private int lane;
    private List<Catch> catches = List.of();
    private int[] lanes = new int[0];

    Instructions(Input in, FunctionTypes types) {
        this.in = in;
        this.types = types;
        this.signature = Signature.NOTHING;
    }

    /** Goes on to the next instruction, if there is one. */
    public boolean next() {
        if (in.isAtEnd()) {
            return false;
        }
        offset = in.position();
        int code = in.byteValue();
        if (code == VectorOperator.PREFIX) {
            in.meet(Use.VECTORS);
            opcode = Opcode.VECTOR;
            vector = knownVector(in.u32());
            readImmediate(vector.immediate);
        } else if (code == AtomicOperator.PREFIX) {
            opcode = Opcode.ATOMIC;
            atomic = knownAtomic(in.u32());
            in.meet(atomic.kind() == AtomicOperator.Kind.WAIT ? Use.WAITS : Use.ATOMICS);
            readImmediate(atomic.immediate);
        } else {
            opcode = Opcode.isPrefix(code) ? known(code, in.u32()) : known(0, code);
            readImmediate(opcode.immediate);
        }
        return true;
    }

    private VectorOperator knownVector(long number) {
        @Nullable VectorOperator found = VectorOperator.of(number);
        if (found == null) {
            throw unknown(VectorOperator.PREFIX, number);
        }
        return found;
    }

    private AtomicOperator knownAtomic(long number) {
        @Nullable AtomicOperator found = AtomicOperator.of(number);
        if (found == null) {
            throw unknown(AtomicOperator.PREFIX, number);
        }
        return found;
    }

    private Opcode known(int prefix, long number) {
        @Nullable Opcode found = Opcode.of(prefix, number);
        if (found == null) {
            throw unknown(prefix, number);
        }
        return found;
    }

    private RefusedException unknown(int prefix, long number) {
        Optional<UnsupportedOperator> unsupported = UnsupportedOperator.of(prefix, number);
        if (unsupported.isPresent()) {
            return in.unsupported(unsupported.get().feature(), unsupported.get().text(), offset);
        }
        String code = prefix == 0 ? "" : Integer.toHexString(prefix) + " ";
        return in.malformed("illegal opcode " + code + Long.toHexString(number), offset);
    }

    private void readImmediate(Immediate immediate) {
        switch (immediate) {
            case NONE -> {}
            case RESERVED -> {
                if (in.byteValue() != 0) {
                    throw in.malformed("zero byte expected", offset);
                }
            }
            case BLOCK_TYPE -> signature = Types.block(in, types);
            case LABEL, FUNCTION, TYPE, LOCAL, GLOBAL, TABLE, TAG, DATA, ELEMENTS -> first = in.u32();
            case LABELS -> readLabels();
            case CATCHES -> {
                signature = Types.block(in, types);
                readCatches();
            }
            case TYPE_AND_TABLE, TABLES, ELEMENTS_AND_TABLE -> {
                first = in.u32();
                second = in.u32();
            }
            case TYPES -> readTypes();
            case ACCESS -> readAccess();
            case MEMORY -> memory = in.u32();
            case MEMORIES -> {
                memory = in.u32();
                secondMemory = in.u32();
            }
            case DATA_AND_MEMORY -> {
                first = in.u32();
                memory = in.u32();
            }
            case I32 -> first = in.signed(32);
            case I64 -> first = in.signed(64);
            case F32 -> first = in.fixed(Float.BYTES);
            case F64 -> first = in.fixed(Double.BYTES);
            case HEAP_TYPE -> type = Types.heapType(in, types);
            case V128 -> {
                low = in.fixed(Long.BYTES);
                first = in.fixed(Long.BYTES);
            }
            case LANE -> lane = in.byteValue();
            case ACCESS_AND_LANE -> {
                readAccess();
                lane = in.byteValue();
            }
            case SHUFFLE -> readLanes();
        }
    }

    private void readLanes() {
        lanes = new int[VectorOperator.BYTES];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = in.byteValue();
        }
    }

    private void readLabels() {
        labelCount = in.count() + 1;
        if (labels.length < labelCount) {
            labels = Arrays.copyOf(labels, Math.max(labelCount, 2 * labels.length));
        }
        for (int i = 0; i < labelCount; i++) {
            labels[i] = (int) Math.min(in.u32(), Integer.MAX_VALUE);
        }
    }

    private void readCatches() {
        int count = in.count();
        List<Catch> read = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            read.add(Catch.read(in));
        }
        catches = read;
    }

    private void readTypes() {
        first = in.count();
        for (long i = 0; i < first; i++) {
            type = Types.value(in, types);
        }
    }

    private void readAccess() {
        first = in.u32();
        if (first >= 2 * MEMORY_GIVEN) {
            throw in.malformed("malformed memop flags", offset);
        }
        memory = 0;
        if (first >= MEMORY_GIVEN) {
            first -= MEMORY_GIVEN;
            memory = in.u32();
        }
        int begin = in.position();
        second = in.u64();
        offsetBytes = in.position() - begin;
    }

    /** The operator. */
    public Opcode opcode() {
        return opcode;
    }

    /** Which operator on vectors it is; meant for {@link Opcode#VECTOR}. */
    public VectorOperator vector() {
        return vector;
    }

    /** Which atomic operator it is; meant for {@link Opcode#ATOMIC}. */
    public AtomicOperator atomic() {
        return atomic;
    }

    /** The operator's name in the text format. */
    String text() {
        return switch (opcode) {
            case VECTOR -> vector.text();
            case ATOMIC -> atomic.text();
            default -> opcode.text();
        };
    }

    /** Where the instruction begins in the module. */
    public int offset() {
        return offset;
    }

    /**
     * The first index that follows the operator: of a label, function, local, global, type, table, tag, data or element segment.
     * What was read can be larger than any index; what was validated is one.
     */
    public int index() {
        return (int) first;
    }

    /** The second index: the table of an indirect call or of table.init, and the source of table.copy. */
    public int secondIndex() {
        return (int) second;
    }

    /** The memory that is accessed, or copied to. */
    public int memory() {
        return (int) memory;
    }

    /** The memory that is copied from. */
    public int secondMemory() {
        return (int) secondMemory;
    }

    /** {@link #memory} before it was validated. */
    long unsignedMemory() {
        return memory;
    }

    /** {@link #secondMemory} before it was validated. */
    long unsignedSecondMemory() {
        return secondMemory;
    }

    /** {@link #index} before it was validated. */
    long unsignedIndex() {
        return first;
    }

    /** {@link #secondIndex} before it was validated. */
    long unsignedSecondIndex() {
        return second;
    }

    /** A constant's bits; those of an i32 with its sign; of a vector the upper half. */
    public long bits() {
        return first;
    }

    /** The lower half of a constant vector. */
    public long lowBits() {
        return low;
    }

    /** The lane that an operator on vectors names. */
    public int lane() {
        return lane;
    }

    /** The lanes that a shuffle names, from 0 to 31. */
    public int[] lanes() {
        return Arrays.copyOf(lanes, lanes.length);
    }

    /** The power of two to which an access says it is aligned. */
    long alignment() {
        return first;
    }

    /** Whether what an access adds to its address is written as a number of 32 bits. */
    boolean isOffsetNarrow() {
        return offsetBytes <= MOST_BYTES_OF_32_BITS && second >>> Integer.SIZE == 0;
    }

    /** What an access adds to its address, without sign. */
    public long accessOffset() {
        return second;
    }

    /** What a block, loop, if or try takes and gives. */
    public Signature signature() {
        return signature;
    }

    /** The type of a null reference, or that a select names. */
    public Type type() {
        return type;
    }

    /** How many types a select names. */
    long typeCount() {
        return first;
    }

    /** The labels of a table of branches, that for all other numbers last. */
    public int[] labels() {
        return Arrays.copyOf(labels, labelCount);
    }

    /** The clauses of a {@code try_table}. */
    public List<Catch> catches() {
        return List.copyOf(catches);
    }

    int labelCount() {
        return labelCount;
    }

    int label(int i) {
        return labels[i];
    }
}
