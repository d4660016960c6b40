package dev.hostcall.integration.border;

import dev.hostcall.CodePoint;
import dev.hostcall.HostcallError;
import dev.hostcall.Unsigned;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Types of every kind. */
final class Shapes {
    private Shapes() {}

    record Point(int x, int y) {}

    enum Color {
        RED,
        GREEN,
        BLUE
    }

    sealed interface Shape permits Dot, Circle, Label {}

    record Dot() implements Shape {}

    record Circle(double radius, @Unsigned byte layer) implements Shape {}

    record Label(String text, Point at) implements Shape {}

    sealed interface Answer permits Yes, No {}

    record Yes() implements Answer {}

    record No() implements Answer {}

    record Only(short value) {}

    record Numbers(
            boolean flag,
            byte i8,
            @Unsigned byte u8,
            short i16,
            @Unsigned short u16,
            int i32,
            @Unsigned int u32,
            long i64,
            @Unsigned long u64,
            float f32,
            double f64,
            @CodePoint int letter) {}

    @SuppressWarnings("ArrayRecordComponent") // which records may have
    record Picture(
            String name,
            Optional<Point> origin,
            List<Shape> shapes,
            EnumSet<Color> colors,
            Color background,
            long[] weights,
            List<List<String>> tags) {}

    enum Reason {
        MISSING,
        DENIED
    }

    @HostcallError
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final Reason error;

        Refused(Reason error) {
            this.error = error;
        }

        Reason error() {
            return error;
        }
    }

    @HostcallError
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
