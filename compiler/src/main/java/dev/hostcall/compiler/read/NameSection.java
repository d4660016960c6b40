package dev.hostcall.compiler.read;

import java.util.Map;

/**
 * The names of functions in the custom section "name". It is for people: an error in it ends reading it, and refuses nothing.
 */
final class NameSection {
    private static final int FUNCTIONS = 1;

    private NameSection() {}

    /** Adds the names up to the end, or up to where the section is damaged. */
    static void read(Input in, Map<Integer, String> names) {
        try {
            while (!in.isAtEnd()) {
                int kind = in.byteValue();
                int length = in.length();
                if (kind == FUNCTIONS) {
                    readFunctions(new Input(in.bytes(), in.position(), in.position() + length), names);
                }
                in.skip(length);
            }
        } catch (RefusedException e) {
            // The names before it are kept.
        }
    }

    private static void readFunctions(Input in, Map<Integer, String> names) {
        for (int left = in.count(); left > 0; left--) {
            long function = in.u32();
            String name = in.name();
            if (function <= Integer.MAX_VALUE) {
                names.put((int) function, name);
            }
        }
    }
}
