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
    private static final Map<Feature, String> ROWS = Map.of(Feature.GARBAGE_COLLECTION, """
                    D3    : ref.eq
                    FB 00 : struct.new, struct.new_default, struct.get, struct.get_s, struct.get_u, struct.set
                    FB 06 : array.new, array.new_default, array.new_fixed, array.new_data, array.new_elem, array.get
                    FB 0C : array.get_s, array.get_u, array.set, array.len, array.fill, array.copy, array.init_data
                    FB 13 : array.init_elem, ref.test, ref.test null, ref.cast, ref.cast null, br_on_cast
                    FB 19 : br_on_cast_fail, any.convert_extern, extern.convert_any, ref.i31, i31.get_s, i31.get_u
                    """);

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
