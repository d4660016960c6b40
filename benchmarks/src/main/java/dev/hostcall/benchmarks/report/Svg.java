package dev.hostcall.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** The text of a picture. */
final class Svg {
    /** Of bars; next to each other they differ. */
    static final List<String> COLOURS = List.of(
            "#8a8a8a", "#b8b8b8", "#1f5f99", "#4f93c8", "#2d7d46", "#6bb583", "#c2571a", "#e39a4b", "#7a4a9e",
            "#b08ccb", "#a33b4e", "#b59b2a");

    private static final String STYLE = """
            text { font-family: sans-serif; font-size: 12px; fill: #222 }
            .title { font-size: 17px; font-weight: bold }
            .column { font-weight: bold }
            .label { text-anchor: end }
            .tick { text-anchor: middle; font-size: 10px; fill: #666 }
            .grid { stroke: #ddd }
            .spread { stroke: #000; stroke-width: 2 }
            """;

    private final StringBuilder content = new StringBuilder();

    void text(double x, double y, String kind, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        content.append(
                String.format(Locale.ROOT, "<text x='%.1f' y='%.1f' class='%s'>%s</text>%n", x, y, kind, escaped));
    }

    void line(double fromX, double fromY, double toX, double toY, String kind) {
        content.append(String.format(
                Locale.ROOT,
                "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' class='%s'/>%n",
                fromX,
                fromY,
                toX,
                toY,
                kind));
    }

    void rectangle(double x, double y, double width, double height, String colour) {
        content.append(String.format(
                Locale.ROOT,
                "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' fill='%s'/>%n",
                x,
                y,
                width,
                height,
                colour));
    }

    /** All of it on white. */
    String document(int width, int height) {
        return String.format(
                "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d'>%n<style>%n%s</style>%n"
                        + "<rect width='%d' height='%d' fill='#fff'/>%n%s</svg>%n",
                width, height, STYLE, width, height, content);
    }
}
