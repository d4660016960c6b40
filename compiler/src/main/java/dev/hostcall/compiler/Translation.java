package dev.hostcall.compiler;

import java.util.List;
import java.util.Set;

/**
 * A module as C.
 *
 * @param header what all units share
 * @param units at least one; the first holds the descriptor, and all functions if it is the only one
 * @param plain the units that are compiled at level 0, whatever the options say
 * @param data what makes the bytes of {@code wasm_data}
 */
record Translation(String header, List<String> units, Set<Integer> plain, DataImage data) {}
