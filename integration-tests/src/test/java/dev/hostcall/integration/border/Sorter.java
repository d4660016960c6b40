package dev.hostcall.integration.border;

import dev.hostcall.External;
import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.runtime.FunctionReference;
import dev.hostcall.runtime.Vmctx;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntBinaryOperator;
import org.jspecify.annotations.Nullable;

/** Calls functions that its guest passes, and keeps objects for it. */
@HostcallModule("sorter")
final class Sorter {
    /** Kept beyond the call, which is a mistake. */
    @Nullable
    IntBinaryOperator kept;

    /** What a guest's reference to an object is kept of. */
    CompletableFuture<@External @Nullable Session> later = new CompletableFuture<>();

    /** Numbers of every kind. */
    @FunctionalInterface
    interface Mixed {
        float mix(boolean a, byte b, long c, double d);
    }

    /** Told of each number. */
    @FunctionalInterface
    interface Listener {
        void number(int number);
    }

    /** An object of Java's. */
    record Session(String name) {}

    /** The least by the guest's own order. */
    @Hostcall
    int least(int[] numbers, IntBinaryOperator order) {
        return Arrays.stream(numbers)
                .reduce((a, b) -> order.applyAsInt(a, b) <= 0 ? a : b)
                .orElseThrow();
    }

    @Hostcall
    float mix(Mixed mixed) {
        return mixed.mix(true, (byte) -2, 1L << 40, 0.5);
    }

    @Hostcall
    void upTo(int count, @Nullable Listener listener) {
        for (int i = 1; listener != null && i <= count; i++) {
            listener.number(i);
        }
    }

    @Hostcall
    int twice(Vmctx vmctx, FunctionReference function) {
        vmctx.call(function, 1, 2);
        return vmctx.call(function, 3, 4).i32();
    }

    @Hostcall
    void keep(IntBinaryOperator operator) {
        kept = operator;
    }

    @Hostcall
    CompletableFuture<Integer> keepLater(IntBinaryOperator operator) {
        kept = operator;
        return CompletableFuture.completedFuture(operator.applyAsInt(5, 6));
    }

    // ---- objects ----

    @Hostcall
    @External
    Session open(String name) {
        return new Session(name);
    }

    @Hostcall
    int length(@External @Nullable Session session) {
        return session == null ? -1 : session.name().length();
    }

    @Hostcall
    @External
    Object number() {
        return 42;
    }

    @Hostcall
    @External
    @Nullable
    Session none() {
        return null;
    }

    @Hostcall
    CompletableFuture<@External @Nullable Session> later() {
        return later;
    }
}
