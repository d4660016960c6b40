package com.example;

import dev.hostcall.CodePoint;
import dev.hostcall.Hostcall;
import dev.hostcall.HostcallError;
import dev.hostcall.HostcallModule;
import dev.hostcall.Unsigned;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Types of every kind. */
@HostcallModule("shop")
public interface Shop {
    record Point(int x, int y) {}

    record Item(String name, @Unsigned short count, Optional<Double> weight, List<Point> places) {}

    enum Color {
        RED,
        GREEN
    }

    sealed interface Payment permits Cash, Card {}

    record Cash() implements Payment {}

    record Card(String number, byte month, long limit) implements Payment {}

    @HostcallError
    final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Color error() {
            return Color.RED;
        }
    }

    @Hostcall
    List<Item> items(EnumSet<Color> colors, @CodePoint int first);

    @Hostcall
    Color color(Item item);

    @Hostcall
    @Unsigned byte pay(Payment payment) throws Refused;

    @Hostcall
    CompletableFuture<Optional<byte[]>> picture(double[] sizes, boolean[] flags);

    @Hostcall
    CompletableFuture<Color> later(Color color);

    @Hostcall
    CompletableFuture<Void> order(Item first, Item second, Payment payment) throws Refused;
}
