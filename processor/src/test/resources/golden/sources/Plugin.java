package com.example;

import dev.hostcall.GuestExport;
import dev.hostcall.GuestInterface;
import dev.hostcall.HostcallError;
import dev.hostcall.runtime.GuestRun;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What a guest exports. */
@GuestInterface
public interface Plugin {
    record Point(int x, int y) {}

    sealed interface Shape permits Dot, Circle {}

    record Dot() implements Shape {}

    record Circle(Point center, double radius) implements Shape {}

    @HostcallError
    final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final String error;

        public Refused(String error) {
            this.error = error;
        }

        public String error() {
            return error;
        }
    }

    int add(int a, int b);

    @GuestExport("draw-all")
    void drawAll(List<Shape> shapes, Optional<Point> origin);

    CompletableFuture<String> find(Shape shape, String name) throws Refused;

    GuestRun<Point> many(String a, String b, String c, String d, String e, String f, String g, String h, long i);

    default int twice(int value) {
        return add(value, value);
    }
}
