package dev.hostcall.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Draws tables as SVG: a chart of bars for each column, two beside each other. */
final class Plot {
    private static final int WIDTH = 1240;
    private static final int MARGIN = 20;
    private static final int LINE = 18;
    private static final int GAP = 24;

    /** The space at which a line that would not fit is broken. */
    private static final String LONG_LINE = "(?<=\\G.{150,180}) ";

    private static final String LEGEND =
            "bar: the median of several processes; black line: from the least of them to the most; shorter is better";

    private final Svg svg = new Svg();
    private final Map<String, String> machine;
    private final List<Panel> panels;
    private final List<String> known = new ArrayList<>();

    Plot(Map<String, String> machine, List<Panel> panels) {
        this.machine = machine;
        this.panels = panels;
    }

    /** The whole picture. */
    String svg() {
        int y = MARGIN + LINE;
        for (Map.Entry<String, String> fact : machine.entrySet()) {
            for (String line : (fact.getKey() + ": " + fact.getValue()).split(LONG_LINE, -1)) {
                svg.text(MARGIN, y, "small", line);
                y += LINE;
            }
        }
        svg.text(MARGIN, y, "small", LEGEND);
        for (Panel panel : panels) {
            y = draw(panel, y + 2 * GAP);
        }
        return svg.document(WIDTH, y + MARGIN);
    }

    /** Draws from a height downwards, and returns where it ends. */
    private int draw(Panel panel, int top) {
        svg.text(MARGIN, top, "title", panel.title() + ", " + panel.unit());
        List<String> columns = List.copyOf(panel.columns());
        int beside = Math.min(2, columns.size());
        int width = (WIDTH - MARGIN * (beside + 1)) / beside;
        int y = top + GAP;
        for (int i = 0; i < columns.size(); i += beside) {
            int end = y;
            for (int j = i; j < Math.min(i + beside, columns.size()); j++) {
                int x = MARGIN + (j - i) * (width + MARGIN);
                end = Math.max(end, draw(panel, columns.get(j), x, y, width));
            }
            y = end + GAP;
        }
        return y - GAP;
    }

    private int draw(Panel panel, String column, int x, int top, int width) {
        List<String> rows = panel.rows().stream()
                .filter(row -> panel.at(row, column).isPresent())
                .toList();
        Axis axis = Axis.of(
                rows.stream().map(row -> panel.at(row, column).orElseThrow()).toList());
        int letters = panel.rows().stream().mapToInt(String::length).max().orElse(0);
        Bars bars = new Bars(svg, axis, x, width, letters);
        svg.text(bars.left(), top, "column", (column + ", " + panel.unit() + axis.remark()).replaceFirst("^, ", ""));
        bars.grid(top + LINE / 2, LINE * rows.size());
        int y = top + LINE / 2;
        for (String row : rows) {
            bars.draw(row, panel.at(row, column).orElseThrow(), colour(row), y);
            y += LINE;
        }
        return y + LINE;
    }

    /** The same for a row in all charts. */
    private String colour(String row) {
        if (!known.contains(row)) {
            known.add(row);
        }
        return Svg.COLOURS.get(known.indexOf(row) % Svg.COLOURS.size());
    }
}
