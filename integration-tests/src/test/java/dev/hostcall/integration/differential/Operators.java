package dev.hostcall.integration.differential;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** The numeric operators and the accesses to memory, by the types they take and give. */
final class Operators {

    /** One operator; those of the second page have {@code 0xfc00} added. */
    record Operator(int opcode, List<Type> parameters, Type result) {

        boolean isDivision() {
            return (opcode >= 0x6d && opcode <= 0x70) || (opcode >= 0x7f && opcode <= 0x82);
        }

        /** A float that would be too large or no number. */
        boolean mayTrap() {
            return Set.of(0xa8, 0xa9, 0xaa, 0xab, 0xae, 0xaf, 0xb0, 0xb1).contains(opcode);
        }

        /** Whether it gives a float whose bits are not specified if it is no number. */
        boolean calculates() {
            boolean signOnly =
                    Set.of(0x8b, 0x8c, 0x98, 0x99, 0x9a, 0xa6, 0xbe, 0xbf).contains(opcode);
            return result.isFloat() && !signOnly;
        }
    }

    /** A load or store; {@code alignment}: the largest, as a power of two. */
    record Access(int opcode, Type type, int alignment) {}

    static final List<Access> LOADS = List.of(
            new Access(0x28, Type.I32, 2),
            new Access(0x29, Type.I64, 3),
            new Access(0x2a, Type.F32, 2),
            new Access(0x2b, Type.F64, 3),
            new Access(0x2c, Type.I32, 0),
            new Access(0x2d, Type.I32, 0),
            new Access(0x2e, Type.I32, 1),
            new Access(0x2f, Type.I32, 1),
            new Access(0x30, Type.I64, 0),
            new Access(0x31, Type.I64, 0),
            new Access(0x32, Type.I64, 1),
            new Access(0x33, Type.I64, 1),
            new Access(0x34, Type.I64, 2),
            new Access(0x35, Type.I64, 2));

    static final List<Access> STORES = List.of(
            new Access(0x36, Type.I32, 2),
            new Access(0x37, Type.I64, 3),
            new Access(0x38, Type.F32, 2),
            new Access(0x39, Type.F64, 3),
            new Access(0x3a, Type.I32, 0),
            new Access(0x3b, Type.I32, 1),
            new Access(0x3c, Type.I64, 0),
            new Access(0x3d, Type.I64, 1),
            new Access(0x3e, Type.I64, 2));

    private static final List<Operator> ALL = all();

    private Operators() {}

    /** All of them. */
    static List<Operator> every() {
        return ALL;
    }

    /** Those that give a type. */
    static List<Operator> of(Type result) {
        return ALL.stream().filter(operator -> operator.result() == result).toList();
    }

    private static List<Operator> all() {
        List<Operator> all = new ArrayList<>();
        range(all, 0x45, 0x45, Type.I32, Type.I32); // eqz, and the comparisons
        range(all, 0x46, 0x4f, Type.I32, Type.I32, Type.I32);
        range(all, 0x50, 0x50, Type.I32, Type.I64);
        range(all, 0x51, 0x5a, Type.I32, Type.I64, Type.I64);
        range(all, 0x5b, 0x60, Type.I32, Type.F32, Type.F32);
        range(all, 0x61, 0x66, Type.I32, Type.F64, Type.F64);
        range(all, 0x67, 0x69, Type.I32, Type.I32);
        range(all, 0x6a, 0x78, Type.I32, Type.I32, Type.I32);
        range(all, 0x79, 0x7b, Type.I64, Type.I64);
        range(all, 0x7c, 0x8a, Type.I64, Type.I64, Type.I64);
        range(all, 0x8b, 0x91, Type.F32, Type.F32);
        range(all, 0x92, 0x98, Type.F32, Type.F32, Type.F32);
        range(all, 0x99, 0x9f, Type.F64, Type.F64);
        range(all, 0xa0, 0xa6, Type.F64, Type.F64, Type.F64);
        range(all, 0xa7, 0xa7, Type.I32, Type.I64);
        range(all, 0xa8, 0xa9, Type.I32, Type.F32);
        range(all, 0xaa, 0xab, Type.I32, Type.F64);
        range(all, 0xac, 0xad, Type.I64, Type.I32);
        range(all, 0xae, 0xaf, Type.I64, Type.F32);
        range(all, 0xb0, 0xb1, Type.I64, Type.F64);
        range(all, 0xb2, 0xb3, Type.F32, Type.I32);
        range(all, 0xb4, 0xb4, Type.F32, Type.I64); // not 0xb5: see OperatorsTest
        range(all, 0xb6, 0xb6, Type.F32, Type.F64);
        range(all, 0xb7, 0xb8, Type.F64, Type.I32);
        range(all, 0xb9, 0xb9, Type.F64, Type.I64); // nor 0xba
        range(all, 0xbb, 0xbb, Type.F64, Type.F32);
        range(all, 0xbc, 0xbc, Type.I32, Type.F32);
        range(all, 0xbd, 0xbd, Type.I64, Type.F64);
        range(all, 0xbe, 0xbe, Type.F32, Type.I32);
        range(all, 0xbf, 0xbf, Type.F64, Type.I64);
        range(all, 0xc0, 0xc1, Type.I32, Type.I32);
        range(all, 0xc2, 0xc4, Type.I64, Type.I64);
        range(all, 0xfc00, 0xfc01, Type.I32, Type.F32);
        range(all, 0xfc02, 0xfc03, Type.I32, Type.F64);
        range(all, 0xfc04, 0xfc05, Type.I64, Type.F32);
        range(all, 0xfc06, 0xfc07, Type.I64, Type.F64);
        return Collections.unmodifiableList(all);
    }

    private static void range(List<Operator> all, int first, int last, Type result, Type... parameters) {
        for (int opcode = first; opcode <= last; opcode++) {
            all.add(new Operator(opcode, List.of(parameters), result));
        }
    }
}
