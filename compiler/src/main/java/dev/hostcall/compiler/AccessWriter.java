package dev.hostcall.compiler;

import dev.hostcall.compiler.Operators.Operator;
import dev.hostcall.compiler.read.Module;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.function.UnaryOperator;

/**
 * Loads and stores, and what address space they need. In guard mode an access goes unchecked when its offset is small
 * enough for the reservation; larger offsets, which only data beyond {@link #NEAR} needs, are compared with the size of
 * memory, so that a reservation stays near 4 GiB. Thread-safe.
 */
final class AccessWriter {
    /** Offsets below this are covered by the reservation. */
    static final long NEAR = 128L << 20;

    private static final long PAGE = 65536;

    private final boolean hasMemory;
    private final long smallest;
    private final BoundsMode bounds;
    private final LongAccumulator reach = new LongAccumulator(Math::max, 8);

    AccessWriter(Module module, BoundsMode bounds) {
        this.bounds = bounds;
        this.hasMemory = module.memory().isPresent();
        this.smallest = module.memory().map(Module.Memory::min).orElse(0L) * PAGE;
    }

    /** The statement that loads into a variable; {@code rest} is given back if it traps. */
    UnaryOperator<String> load(Operator operator, Operand address, long offset, int rest) {
        OptionalLong sure = sure(operator, address, offset);
        if (sure.isPresent()) {
            String value = operator.text() + "_SURE(" + sure.getAsLong() + "u);";
            return variable -> variable + " = " + value;
        }
        String arguments = address.text() + ", " + Long.toUnsignedString(offset) + "ull, " + rest + ");";
        String name = name(operator, offset);
        return variable -> name + "(" + variable + ", " + arguments;
    }

    /** The statement that stores, without its semicolon. */
    String store(Operator operator, Operand address, Operand value, long offset, int rest) {
        OptionalLong sure = sure(operator, address, offset);
        if (sure.isPresent()) {
            return operator.text() + "_SURE(" + sure.getAsLong() + "u, " + value.text() + ")";
        }
        return name(operator, offset) + "(" + address.text() + ", " + value.text() + ", "
                + Long.toUnsignedString(offset) + "ull, " + rest + ")";
    }

    private String name(Operator operator, long offset) {
        if (bounds == BoundsMode.EXPLICIT || Long.compareUnsigned(offset, NEAR) >= 0) {
            return bounds == BoundsMode.EXPLICIT ? operator.text() : operator.text() + "_FAR";
        }
        reach.accumulate(offset + operator.bytes());
        return operator.text();
    }

    /** The address, if it is constant and always within memory. */
    private OptionalLong sure(Operator operator, Operand address, long offset) {
        String text = address.text();
        if (address.weight() != 0 || !Character.isDigit(text.charAt(0))) {
            return OptionalLong.empty();
        }
        long constant = Long.parseLong(text.substring(0, text.length() - 1));
        boolean within = Long.compareUnsigned(offset, smallest) < 0 && constant + offset + operator.bytes() <= smallest;
        return within ? OptionalLong.of(constant + offset) : OptionalLong.empty();
    }

    /** What declares the variable that {@code explicit.h} compares with, if it does. */
    String sizeVariable() {
        return bounds == BoundsMode.EXPLICIT && hasMemory ? "    u64 size = SEEN_SIZE;\n" : "";
    }

    /** What follows whatever may have grown the memory. */
    Optional<String> sizeChanged() {
        return bounds == BoundsMode.EXPLICIT && hasMemory ? Optional.of("size = SEEN_SIZE;") : Optional.empty();
    }

    /** The bytes from the base of memory that unchecked accesses may touch, in whole pages. */
    long reserve() {
        return bounds == BoundsMode.GUARD ? (1L << 32) + (reach.get() + PAGE - 1) / PAGE * PAGE : 0;
    }
}
