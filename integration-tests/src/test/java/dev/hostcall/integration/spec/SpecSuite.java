package dev.hostcall.integration.spec;

import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A version of the suite, and what of it is left out because it contradicts how Hostcall is meant to be: the lines of
 * assertions, by file.
 *
 * @param afterSharedMemory assertions on what a module has done to memory, or to a table, after it imported the memory of another
 *     instance
 * @param validByNow assertions that a module is invalid that a later version makes valid
 */
record SpecSuite(
        SpecArchive archive,
        int version,
        Map<String, Set<Integer>> afterSharedMemory,
        Map<String, Set<Integer>> validByNow) {
    static final String NEEDS_SHARED_MEMORY = "needs one memory shared by two instances";
    private static final String VALID_BY_NOW = "is valid since WebAssembly 3.0";

    static SpecSuite ofVersion2(SpecArchive archive) {
        return new SpecSuite(
                archive,
                2,
                Map.of("linking", Set.of(349, 350, 406, 407, 419, 452, 453)),
                Map.of(
                        "global", Set.of(352, 356),
                        "elem", Set.of(152, 156),
                        "data", Set.of(85, 89),
                        "binary", Set.of(877, 897, 916, 935, 974, 993, 1011, 1029),
                        "imports", Set.of(483, 487, 491),
                        "memory", Set.of(10, 11)));
    }

    static SpecSuite ofVersion3(SpecArchive archive) {
        return new SpecSuite(
                archive,
                3,
                Map.of(
                        "linking", Set.of(506, 507, 563, 564, 576, 609, 610),
                        "linking0", Set.of(42),
                        "linking1", Set.of(40),
                        "linking2", Set.of(28, 29),
                        "linking3", Set.of(36, 49, 82, 83),
                        "load1", Set.of(25, 26, 27, 28, 29)),
                Map.of());
    }

    boolean isOfVersion3() {
        return version == 3;
    }

    /** Why an assertion is left out, if it is. */
    Optional<String> reasonToSkip(String file, JsonObject command) {
        int line = command.get("line").getAsInt();
        if (afterSharedMemory.getOrDefault(file, Set.of()).contains(line)) {
            return Optional.of(NEEDS_SHARED_MEMORY);
        }
        return validByNow.getOrDefault(file, Set.of()).contains(line) ? Optional.of(VALID_BY_NOW) : Optional.empty();
    }
}
