package dev.hostcall.benchmarks.report;

/** One chart: a label, a bar, its spread and its value a row. */
final class Bars {
    private static final int LETTER = 7;
    private static final int VALUES = 180;
    private static final int HIGH = 12;
    private static final int MIDDLE = 9;

    private final Svg svg;
    private final Axis axis;
    private final int x;
    private final int labels;
    private final int length;

    /** One of this width, with room for labels of so many letters. */
    Bars(Svg svg, Axis axis, int x, int width, int letters) {
        this.svg = svg;
        this.axis = axis;
        this.x = x;
        labels = letters * LETTER;
        length = width - labels - VALUES;
    }

    /** Where bars begin. */
    int left() {
        return x + labels;
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
