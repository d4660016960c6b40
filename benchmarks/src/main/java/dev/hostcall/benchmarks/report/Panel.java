package dev.hostcall.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Values of one kind by rows and columns, each in the order in which they came. */
public final class Panel {
    private final String title;
    private final String unit;
    private final Map<String, Map<String, Spread>> rows = new LinkedHashMap<>();
    private final Set<String> columns = new LinkedHashSet<>();

    /** An empty one. */
    public Panel(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    /** Adds a value, or replaces it. */
    public void put(String row, String column, Spread value) {
        rows.computeIfAbsent(row, name -> new LinkedHashMap<>()).put(column, value);
        columns.add(column);
    }

    String title() {
        return title;
    }

    String unit() {
        return unit;
    }

    Set<String> rows() {
        return rows.keySet();
    }

    Set<String> columns() {
        return columns;
    }

    Optional<Spread> at(String row, String column) {
        return Optional.ofNullable(rows.getOrDefault(row, Map.of()).get(column));
    }

    /** A table, as Markdown. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        line(text, title + ", " + unit, List.copyOf(columns));
        line(text, "---", columns.stream().map(column -> "---:").toList());
        rows.forEach((name, cells) -> line(
                text,
                name,
                columns.stream()
                        .map(column -> at(name, column).map(Spread::toString).orElse(""))
                        .toList()));
        return text.toString();
    }

    private static void line(StringBuilder text, String first, List<String> cells) {
        text.append(cells.stream().collect(Collectors.joining(" | ", "| " + first + " | ", " |\n")));
    }
}
