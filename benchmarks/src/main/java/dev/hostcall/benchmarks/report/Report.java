package dev.hostcall.benchmarks.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a measuring program has found, and on what machine. */
public final class Report {
    private final Map<String, String> machine = new LinkedHashMap<>(Machine.facts());
    private final List<Panel> panels = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    /** Of this machine, and still without a value. */
    public Report() {}

    /** Something else that the figures depend on. */
    public void fact(String name, String value) {
        machine.put(name, value);
    }

    /** Adds a table, unless it is empty. */
    public void add(Panel panel) {
        if (!panel.rows().isEmpty()) {
            panels.add(panel);
        }
    }

    /** Something that a reader must know. */
    public void remark(String remark) {
        remarks.add(remark);
    }

    /** The machine, which belongs above each table. */
    public String machine() {
        StringBuilder text = new StringBuilder();
        machine.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append('\n'));
        return text.toString();
    }

    /** Prints all tables as Markdown, then the remarks. */
    public void print(PrintStream out) {
        for (Panel panel : panels) {
            out.printf("%n%s%n%s", machine(), panel.markdown());
        }
        remarks.forEach(remark -> out.println("\n" + remark));
    }

    /**
     * Writes all of it as JSON, and the tables as bars.
     *
     * @param file its path without an ending; a {@code .json} and an {@code .svg} are written, and their folder made
     */
    public void write(Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Files.createDirectories(folder);
        String name = String.valueOf(file.getFileName());
        Files.writeString(
                folder.resolve(name + ".json"), new Json().value(contents()).toString());
        Files.writeString(folder.resolve(name + ".svg"), new Plot(machine, panels).svg());
    }

    private Map<String, Object> contents() {
        Map<String, Object> contents = new LinkedHashMap<>();
        contents.put("machine", machine);
        contents.put("tables", panels.stream().map(Report::contents).toList());
        contents.put("remarks", remarks);
        return contents;
    }

    private static Map<String, Object> contents(Panel panel) {
        List<Object> values = new ArrayList<>();
        for (String row : panel.rows()) {
            for (String column : panel.columns()) {
                panel.at(row, column).ifPresent(value -> values.add(contents(row, column, value)));
            }
        }
        Map<String, Object> contents = new LinkedHashMap<>();
        contents.put("title", panel.title());
        contents.put("unit", panel.unit());
        contents.put("values", values);
        return contents;
    }

    private static Map<String, Object> contents(String row, String column, Spread value) {
        Map<String, Object> contents = new LinkedHashMap<>();
        contents.put("row", row);
        contents.put("column", column);
        contents.put("median", value.median());
        contents.put("least", value.least());
        contents.put("most", value.most());
        contents.put("processes", value.values());
        return contents;
    }
}
