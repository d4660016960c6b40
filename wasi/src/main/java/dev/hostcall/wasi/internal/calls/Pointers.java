package dev.hostcall.wasi.internal.calls;

import dev.hostcall.runtime.Memory;
import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.ErrnoException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;

/** Arguments as the guest passes them: pointers, paths, and bits and numbers that stand for constants. */
final class Pointers {
    /** As long as a path may be on Linux. */
    private static final int LONGEST_PATH = 4096;

    private Pointers() {}

    static long address(int pointer) {
        return Integer.toUnsignedLong(pointer);
    }

    /** A length, as Java takes it; what is longer lies outside of anything. */
    static int length(int length) throws ErrnoException {
        if (length < 0) {
            throw new ErrnoException(Errno.INVAL);
        }
        return length;
    }

    /** Text that is UTF-8, without NUL, and not longer than any path may be. */
    static String text(Memory memory, int pointer, int length) throws ErrnoException {
        if (Integer.toUnsignedLong(length) > LONGEST_PATH) {
            throw new ErrnoException(Errno.NAMETOOLONG);
        }
        byte[] bytes = memory.readBytes(address(pointer), length);
        for (byte each : bytes) {
            if (each == 0) {
                throw new ErrnoException(Errno.INVAL);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ErrnoException(Errno.ILSEQ);
        }
    }

    /** A path, which leads nowhere if it is empty. */
    static String path(Memory memory, int pointer, int length) throws ErrnoException {
        String path = text(memory, pointer, length);
        if (path.isEmpty()) {
            throw new ErrnoException(Errno.NOENT);
        }
        return path;
    }

    /** The constants of those bits that are set. */
    @SuppressWarnings("EnumOrdinal") // a constant's bit is its place
    static <E extends Enum<E>> Set<E> set(Class<E> type, int bits) throws ErrnoException {
        E[] constants = type.getEnumConstants();
        if (bits >>> constants.length != 0) {
            throw new ErrnoException(Errno.INVAL);
        }
        Set<E> set = EnumSet.noneOf(type);
        for (E each : constants) {
            if ((bits & 1 << each.ordinal()) != 0) {
                set.add(each);
            }
        }
        return set;
    }

    /** The bits of a set. */
    @SuppressWarnings("EnumOrdinal") // a constant's bit is its place
    static int bits(Set<? extends Enum<?>> set) {
        int bits = 0;
        for (Enum<?> each : set) {
            bits |= 1 << each.ordinal();
        }
        return bits;
    }

    /** The constant of a number. */
    static <E extends Enum<E>> E constant(Class<E> type, int number) throws ErrnoException {
        E[] constants = type.getEnumConstants();
        if (number < 0 || number >= constants.length) {
            throw new ErrnoException(Errno.INVAL);
        }
        return constants[number];
    }
}
