package shop;

import dev.hostcall.CodePoint;
import dev.hostcall.Hostcall;
import dev.hostcall.HostcallError;
import dev.hostcall.HostcallModule;
import dev.hostcall.Unsigned;
import dev.hostcall.runtime.Memory;
import dev.hostcall.runtime.MemorySlice;
import dev.hostcall.runtime.Vmctx;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

@HostcallModule("shop")
public final class Shop {
    public enum Color { RED, GREEN }

    public record Point(int x, int y) {}

    public record Item(String name, @Unsigned short count, Optional<Double> weight, List<Point> places) {}

    public sealed interface Payment permits Cash, Card {}

    public record Cash() implements Payment {}

    public record Card(String number, byte month, long limit) implements Payment {}

    @HostcallError
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final Color color;

        public Refused(Color color) {
            this.color = color;
        }

        public Color error() {
            return color;
        }
    }

    @Hostcall
    int size() {
        return 0;
    }

    @Hostcall
    long read(Vmctx vmctx, Memory memory, MemorySlice slice, String name, byte[] bytes) {
        return name.length() + bytes.length;
    }

    @Hostcall
    List<Item> items(EnumSet<Color> colors, @CodePoint int first) {
        return List.of();
    }

    @Hostcall
    CompletableFuture<Payment> pay(Payment payment) throws Refused {
        return CompletableFuture.completedFuture(payment);
    }

    @Hostcall
    CompletableFuture<Void> order(Item first, Item second, double[] sizes) {
        return CompletableFuture.completedFuture(null);
    }
}
