package dev.hostcall.benchmarks.report;

/** One chart: a label, a bar, its spread and its value a row. */
final class Bars {
    private static final int LABELS = 190;
    private static final int VALUES = 140;
    private static final int HIGH = 12;
    private static final int MIDDLE = 9;

    private final Svg svg;
    private final Axis axis;
    private final int x;
    private final int length;

    Bars(Svg svg, Axis axis, int x, int width) {
        this.svg = svg;
        this.axis = axis;
        this.x = x;
        length = width - LABELS - VALUES;
    }

    /** Where bars begin. */
    int left() {
        return x + LABELS;
    }

    private double at(double value) {
        return left() + axis.part(value) * length;
    }

    /** Lines through the chart, with their values below it. */
    void grid(int top, int height) {
        for (double tick : axis.ticks()) {
            svg.line(at(tick), top, at(tick), top + height, "grid");
            svg.text(at(tick), top + height + HIGH, "tick", Axis.label(tick));
        }
    }

    /** A row, below a height. */
    void draw(String label, Spread value, String colour, int top) {
        int middle = top + MIDDLE;
        svg.text(left() - 6, middle + 4, "label", label);
        svg.rectangle(left(), middle - HIGH / 2, at(value.median()) - left(), HIGH, colour);
        svg.line(at(value.least()), middle, at(value.most()), middle, "spread");
        svg.text(at(value.most()) + 6, middle + 4, "small", value.toString());
    }
}
