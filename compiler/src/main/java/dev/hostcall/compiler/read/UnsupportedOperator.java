package dev.hostcall.compiler.read;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An operator of a feature that is not supported: reading one refuses the module by the feature's name. To support a
 * feature, move its operators to {@link Opcode}.
 *
 * @param text its name in the text format
 */
record UnsupportedOperator(Feature feature, String text) {

    /** A row: the code, in hexadecimal digits, of the first operator, and the names of it and those that follow it. */
    private static final Map<Feature, String> ROWS =
            Map.ofEntries(Map.entry(Feature.GARBAGE_COLLECTION, """
                    D3    : ref.eq
                    FB 00 : struct.new, struct.new_default, struct.get, struct.get_s, struct.get_u, struct.set
                    FB 06 : array.new, array.new_default, array.new_fixed, array.new_data, array.new_elem, array.get
                    FB 0C : array.get_s, array.get_u, array.set, array.len, array.fill, array.copy, array.init_data
                    FB 13 : array.init_elem, ref.test, ref.test null, ref.cast, ref.cast null, br_on_cast
                    FB 19 : br_on_cast_fail, any.convert_extern, extern.convert_any, ref.i31, i31.get_s, i31.get_u
                    """), Map.entry(Feature.THREADS, """
                    FE 00 : memory.atomic.notify, memory.atomic.wait32, memory.atomic.wait64, atomic.fence
                    FE 10 : i32.atomic.load, i64.atomic.load, i32.atomic.load8_u, i32.atomic.load16_u
                    FE 14 : i64.atomic.load8_u, i64.atomic.load16_u, i64.atomic.load32_u, i32.atomic.store
                    FE 18 : i64.atomic.store, i32.atomic.store8, i32.atomic.store16, i64.atomic.store8
                    FE 1C : i64.atomic.store16, i64.atomic.store32, i32.atomic.rmw.add, i64.atomic.rmw.add
                    FE 20 : i32.atomic.rmw8.add_u, i32.atomic.rmw16.add_u, i64.atomic.rmw8.add_u
                    FE 23 : i64.atomic.rmw16.add_u, i64.atomic.rmw32.add_u, i32.atomic.rmw.sub, i64.atomic.rmw.sub
                    FE 27 : i32.atomic.rmw8.sub_u, i32.atomic.rmw16.sub_u, i64.atomic.rmw8.sub_u
                    FE 2A : i64.atomic.rmw16.sub_u, i64.atomic.rmw32.sub_u, i32.atomic.rmw.and, i64.atomic.rmw.and
                    FE 2E : i32.atomic.rmw8.and_u, i32.atomic.rmw16.and_u, i64.atomic.rmw8.and_u
                    FE 31 : i64.atomic.rmw16.and_u, i64.atomic.rmw32.and_u, i32.atomic.rmw.or, i64.atomic.rmw.or
                    FE 35 : i32.atomic.rmw8.or_u, i32.atomic.rmw16.or_u, i64.atomic.rmw8.or_u, i64.atomic.rmw16.or_u
                    FE 39 : i64.atomic.rmw32.or_u, i32.atomic.rmw.xor, i64.atomic.rmw.xor, i32.atomic.rmw8.xor_u
                    FE 3D : i32.atomic.rmw16.xor_u, i64.atomic.rmw8.xor_u, i64.atomic.rmw16.xor_u
                    FE 40 : i64.atomic.rmw32.xor_u, i32.atomic.rmw.xchg, i64.atomic.rmw.xchg, i32.atomic.rmw8.xchg_u
                    FE 44 : i32.atomic.rmw16.xchg_u, i64.atomic.rmw8.xchg_u, i64.atomic.rmw16.xchg_u
                    FE 47 : i64.atomic.rmw32.xchg_u, i32.atomic.rmw.cmpxchg, i64.atomic.rmw.cmpxchg
                    FE 4A : i32.atomic.rmw8.cmpxchg_u, i32.atomic.rmw16.cmpxchg_u, i64.atomic.rmw8.cmpxchg_u
                    FE 4D : i64.atomic.rmw16.cmpxchg_u, i64.atomic.rmw32.cmpxchg_u
                    """));

    /** All of them by their codes, which are written as those of {@link Opcode}. */
    static final Map<Integer, UnsupportedOperator> BY_CODE = byCode();

    private static Map<Integer, UnsupportedOperator> byCode() {
        Map<Integer, UnsupportedOperator> all = new TreeMap<>();
        ROWS.forEach((feature, rows) -> rows.lines().forEach(row -> {
            String[] codeAndNames = row.split(" *: ", -1);
            int code = code(codeAndNames[0].split(" ", -1));
            for (String name : codeAndNames[1].split(", ", -1)) {
                all.put(code++, new UnsupportedOperator(feature, name));
            }
        }));
        return all;
    }

    private static int code(String[] bytes) {
        int number = Integer.parseInt(bytes[bytes.length - 1], 16);
        return bytes.length == 1 ? number : Opcode.code(Integer.parseInt(bytes[0], 16), number);
    }

    /** The operator with this number behind a prefix (0: without one), if it is one of these. */
    static Optional<UnsupportedOperator> of(int prefix, long number) {
        return number > Opcode.LARGEST_NUMBER
                ? Optional.empty()
                : Optional.ofNullable(BY_CODE.get(Opcode.code(prefix, (int) number)));
    }
}
