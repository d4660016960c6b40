package dev.hostcall.compiler.emit;

import dev.hostcall.compiler.translate.DataImage;
import java.util.List;

/**
 * A module as C.
 *
 * @param header what all units share, the file {@value #HEADER}
 * @param units at least one; the first holds the descriptor, and all functions if it is the only one
 * @param image what makes the file {@value #DATA}
 */
public record Translation(String header, List<Unit> units, DataImage image) {
    /** The name of the header's file. */
    public static final String HEADER = "module.h";

    /** The name of the data's file. */
    public static final String DATA = "data.bin";

    /** The bytes of {@code wasm_data}, the file {@value #DATA}. */
    public byte[] data() {
        return image.bytes();
    }

    /** How much the C compiler does for a unit; less than all of it is for one function that would take it too long. */
    public enum Effort {
        /** All that the options ask for. */
        FULL,
        /** All but the passes that take the square of the time for conditions. */
        WITHOUT_SLOW_PASSES,
        /** The same at level 1. */
        LITTLE,
        /** Level 0. */
        LEAST
    }

    /**
     * A translation unit, without what it shares with the others.
     *
     * @param functions how many of the module's functions are in it
     */
    public record Unit(String text, Effort effort, int functions) {

        /** The unit's file. */
        public String file() {
            return "#include \"" + HEADER + "\"\n" + text;
        }
    }
}
