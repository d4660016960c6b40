package dev.hostcall.compiler.read;

/** Validates what uses memories, atomic operators too, and vectors, whose operators are accesses for a good part. */
final class MemoryChecker {
    private final Input in;
    private final Declarations module;
    private final Instructions at;
    private final OperandStack operands;

    MemoryChecker(Input in, Declarations module, Instructions at, OperandStack operands) {
        this.in = in;
        this.module = module;
        this.at = at;
        this.operands = operands;
    }

    /** An operator on a memory as a whole: its addresses and sizes are of the memory's type. */
    void use() {
        Type address = module.memory(in, at.unsignedMemory(), at.offset()).address();
        switch (at.opcode()) {
            case MEMORY_SIZE -> operands.push(address);
            case MEMORY_GROW -> {
                operands.pop(address);
                operands.push(address);
            }
            case MEMORY_INIT -> {
                data();
                operands.pop(Type.I32);
                operands.pop(Type.I32);
                operands.pop(address);
            }
            case MEMORY_COPY -> {
                Type from = module.memory(in, at.unsignedSecondMemory(), at.offset())
                        .address();
                operands.pop(address.isWide() ? from : address);
                operands.pop(from);
                operands.pop(address);
            }
            default -> { // memory.fill
                operands.pop(address);
                operands.pop(Type.I32);
                operands.pop(address);
            }
        }
    }

    /** An operator on vectors, of which many are accesses. */
    void vector() {
        VectorOperator operator = at.vector();
        switch (operator.immediate) {
            case ACCESS -> {
                operands.apply(operator.taken, operator.given, access(operator.bytes()));
                return;
            }
            case ACCESS_AND_LANE -> {
                Type address = access(operator.bytes());
                checkLane(at.lane(), operator.lanes());
                operands.apply(operator.taken, operator.given, address);
                return;
            }
            case LANE -> checkLane(at.lane(), operator.lanes());
            case SHUFFLE -> {
                for (int lane : at.lanes()) {
                    checkLane(lane, 2 * VectorOperator.BYTES);
                }
            }
            default -> {}
        }
        operands.apply(operator.taken, operator.given);
    }

    /** An atomic operator: the place is known to be aligned, or it traps. */
    void atomic() {
        AtomicOperator operator = at.atomic();
        if (operator.kind() == AtomicOperator.Kind.FENCE) {
            return;
        }
        Type address = address();
        if (at.alignment() != Integer.numberOfTrailingZeros(operator.bytes())) {
            throw in.invalid("atomic alignment must be natural", at.offset());
        }
        operands.apply(operator.taken, operator.given, address);
    }

    private void checkLane(int lane, int lanes) {
        if (lane >= lanes) {
            throw in.invalid("invalid lane index " + lane + ", " + at.text() + " has " + lanes, at.offset());
        }
    }

    /** An access of so many bytes; the type of its address. */
    Type access(int bytes) {
        Type address = address();
        if (at.alignment() > Integer.numberOfTrailingZeros(bytes)) {
            throw in.invalid("alignment must not be larger than natural", at.offset());
        }
        return address;
    }

    private Type address() {
        Type address = module.memory(in, at.unsignedMemory(), at.offset()).address();
        if (!address.isWide() && !at.isOffsetNarrow()) {
            throw in.malformed("integer too large, the offset of an access has 32 bits", at.offset());
        }
        return address;
    }

    /** The data segment that is named. */
    void data() {
        if (module.dataCount.isEmpty()) {
            throw in.malformed("data count section required", at.offset());
        }
        if (at.unsignedIndex() >= module.dataCount.get()) {
            throw in.invalid("unknown data segment " + at.unsignedIndex(), at.offset());
        }
    }
}
