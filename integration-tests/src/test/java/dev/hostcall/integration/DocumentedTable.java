package dev.hostcall.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A table of a page in {@code docs/}, so that tests can hold the code to what the page says. */
public final class DocumentedTable {
    private final Map<String, Map<String, String>> rows = new LinkedHashMap<>();

    private DocumentedTable() {}

    /** The first table whose head begins with this cell, below this heading. */
    public static DocumentedTable read(String page, String heading, String firstHead) {
        List<String> lines;
        try {
            lines = Files.readAllLines(Path.of("..", "docs", page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int at = lines.indexOf(heading);
        if (at < 0) {
            throw new IllegalStateException(page + " has no heading \"" + heading + "\"");
        }
        while (at < lines.size() && !lines.get(at).startsWith("| " + firstHead + " |")) {
            at++;
        }
        DocumentedTable table = new DocumentedTable();
        List<String> head = cells(lines.get(at));
        for (String line : lines.subList(at + 2, lines.size())) {
            if (!line.startsWith("|")) {
                break;
            }
            List<String> cells = cells(line);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 1; i < head.size(); i++) {
                row.put(head.get(i), cells.get(i));
            }
            if (table.rows.put(cells.get(0), row) != null) {
                throw new IllegalStateException(page + " has two rows " + cells.get(0));
            }
        }
        return table;
    }

    private static List<String> cells(String line) {
        return Stream.of(line.substring(1).split("\\|")).map(String::strip).toList();
    }

    public Map<String, Map<String, String>> rows() {
        return rows;
    }

    /** The cell of a row whose name contains this one, as a whole word in backticks or as it stands. */
    String cell(String row, String column) {
        List<Map<String, String>> found = rows.entrySet().stream()
                .filter(entry -> entry.getKey().equals(row) || entry.getKey().contains("`" + row + "`"))
                .map(Map.Entry::getValue)
                .toList();
        if (found.size() != 1 || !found.get(0).containsKey(column)) {
            throw new IllegalStateException(found.size() + " rows " + row + ", or no column " + column);
        }
        return found.get(0).get(column);
    }

    /** The state that an operation leads to from another; empty where the cell says {@code -}: it is refused. */
    <S extends Enum<S>> Optional<S> outcome(String operation, S before) {
        String cell = cell(operation, before.name());
        return cell.equals("-") ? Optional.empty() : Optional.of(Enum.valueOf(before.getDeclaringClass(), cell));
    }

    /** Whether every row has a cell for each of these, and for nothing else. */
    boolean hasColumns(Enum<?>[] states) {
        List<String> names = Stream.of(states).map(Enum::name).toList();
        return rows.values().stream().allMatch(row -> List.copyOf(row.keySet()).equals(names));
    }
}
