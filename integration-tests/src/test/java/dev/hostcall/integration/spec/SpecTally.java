package dev.hostcall.integration.spec;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How the assertions of one file came out. */
final class SpecTally {
    private final String file;
    private final Map<String, Integer> skipped = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private int passed;

    SpecTally(String file) {
        this.file = file;
    }

    void count(JsonObject command, boolean asExpected, Object found) {
        if (asExpected) {
            passed++;
        } else {
            failures.add("%s.wast:%s: %s: found %s".formatted(file, command.get("line"), command, found));
        }
    }

    void fail(JsonObject command, RuntimeException failure) {
        count(command, false, failure);
    }

    void skip(JsonObject command, String reason) {
        skipped.merge(command.get("type").getAsString() + " " + reason, 1, Integer::sum);
    }

    List<String> failures() {
        return failures;
    }

    int passed() {
        return passed;
    }

    int skipped() {
        return skipped.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** A line of the table in the documentation. */
    String row() {
        String reasons = skipped.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining("; "));
        return "| %s | %d | %d | %s |".formatted(file, passed + failures.size(), passed, reasons);
    }
}
