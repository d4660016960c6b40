package dev.hostcall.compiler.translate;

import dev.hostcall.abi.GuestAbi;
import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.read.Instructions;
import dev.hostcall.compiler.read.Opcode;
import dev.hostcall.compiler.read.WasmModule;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.function.UnaryOperator;

/**
 * Writes loads and stores, with the macros of accesses.h that are named after their operators, and records what address
 * space they need. In guard mode an access goes unchecked if its offset is small enough for the reservation; larger offsets,
 * which only data beyond {@link #NEAR} needs, are compared with the size of memory, so that a reservation stays near 4 GiB. So are
 * all accesses to further memories.
 * Thread-safe.
 */
public final class Accesses {
    /** An operator, by the name its macros have, and the bytes it touches. */
    record Access(String name, int bytes) {
        static Access of(Opcode operator) {
            return new Access(operator.name(), operator.bytes());
        }
    }

    /** Offsets below this are covered by the reservation. */
    static final long NEAR = 128L << 20;

    /** Offsets from here on lead out of every memory; added to an address they stay below what 64 bits hold. */
    private static final long BEYOND = 1L << 33;

    private final boolean hasMemory;
    private final long smallest;
    private final BoundsMode bounds;
    private final LongAccumulator reach = new LongAccumulator(Math::max, 8);

    Accesses(WasmModule module, BoundsMode bounds) {
        this.bounds = bounds;
        this.hasMemory = module.memory().isPresent();
        this.smallest = module.memory().map(WasmModule.Memory::min).orElse(0L) * GuestAbi.PAGE;
    }

    /** The statement that loads into a variable; {@code rest} is given back if it traps. */
    UnaryOperator<String> load(Access operator, Operand address, Instructions instruction, int rest) {
        long offset = instruction.accessOffset();
        if (instruction.memory() > 0) {
            String arguments = further(instruction) + ", " + address.text() + ", " + written(offset) + ", " + rest;
            return variable -> operator.name() + "_AT(" + variable + ", " + arguments + ");";
        }
        OptionalLong sure = sure(operator, address, offset);
        if (sure.isPresent()) {
            String value = operator.name() + "_SURE(" + sure.getAsLong() + "u)";
            return variable -> variable + " = " + value + ";";
        }
        String name = name(operator, offset);
        String arguments = address.text() + ", " + written(offset) + ", " + rest;
        return variable -> name + "(" + variable + ", " + arguments + ");";
    }

    /** The statement that stores. */
    String store(Access operator, Operand address, Operand value, Instructions instruction, int rest) {
        long offset = instruction.accessOffset();
        if (instruction.memory() > 0) {
            return operator.name() + "_AT(" + further(instruction) + ", " + address.text() + ", " + value.text() + ", "
                    + written(offset) + ", " + rest + ");";
        }
        OptionalLong sure = sure(operator, address, offset);
        if (sure.isPresent()) {
            return operator.name() + "_SURE(" + sure.getAsLong() + "u, " + value.text() + ");";
        }
        String arguments = address.text() + ", " + value.text() + ", " + written(offset) + ", " + rest;
        return name(operator, offset) + "(" + arguments + ");";
    }

    private static String further(Instructions instruction) {
        return "D->m_" + instruction.memory();
    }

    /** An offset in C, cut to one that leads out of every memory too. */
    static String written(long offset) {
        return (Long.compareUnsigned(offset, BEYOND) > 0 ? BEYOND : offset) + "ull";
    }

    private String name(Access operator, long offset) {
        if (bounds == BoundsMode.EXPLICIT) {
            return operator.name();
        }
        if (Long.compareUnsigned(offset, NEAR) >= 0) {
            return operator.name() + "_FAR";
        }
        reach.accumulate(offset + operator.bytes());
        return operator.name();
    }

    /** The place that is accessed, if the address is constant and the place within the smallest memory. */
    private OptionalLong sure(Access operator, Operand address, long offset) {
        if (!(address instanceof Operand.Constant constant)) {
            return OptionalLong.empty();
        }
        long place = Integer.toUnsignedLong((int) constant.bits()) + offset;
        boolean within = Long.compareUnsigned(offset, smallest) < 0 && place + operator.bytes() <= smallest;
        return within ? OptionalLong.of(place) : OptionalLong.empty();
    }

    /** What declares the variable that {@code explicit.h} compares with, if it does. */
    String sizeVariable() {
        return bounds == BoundsMode.EXPLICIT && hasMemory ? "u64 size = SEEN_SIZE;\n" : "";
    }

    /** What follows whatever may have grown the memory. */
    Optional<String> sizeChanged() {
        return bounds == BoundsMode.EXPLICIT && hasMemory ? Optional.of("size = SEEN_SIZE;") : Optional.empty();
    }

    /** The bytes from the base of memory that unchecked accesses of the functions so far may touch, in whole pages. */
    public long reserve() {
        return bounds == BoundsMode.GUARD
                ? (1L << 32) + (reach.get() + GuestAbi.PAGE - 1) / GuestAbi.PAGE * GuestAbi.PAGE
                : 0;
    }
}
