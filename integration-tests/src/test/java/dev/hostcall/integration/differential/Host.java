package dev.hostcall.integration.differential;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What generated modules import: writes down each call, and answers the same to both sides. */
@HostcallModule("host")
final class Host {
    private final Transcript transcript;
    private int calls;
    private Optional<Runnable> pending = Optional.empty();

    Host(Transcript transcript) {
        this.transcript = transcript;
    }

    private void record(String name, Object... arguments) {
        calls++;
        transcript.hostcall(name, arguments);
    }

    @Hostcall(name = "note_i32")
    void noteI32(int value) {
        record("note", value);
    }

    @Hostcall(name = "note_i64")
    void noteI64(long value) {
        record("note", value);
    }

    @Hostcall(name = "note_f32")
    void noteF32(float value) {
        record("note", value);
    }

    @Hostcall(name = "note_f64")
    void noteF64(double value) {
        record("note", value);
    }

    @Hostcall
    double ask() {
        record("ask");
        return calls * 0.5;
    }

    @Hostcall
    long mix(int a, long b, float c, double d) {
        record("mix", a, b, c, d);
        return a * 31L + b + Float.floatToRawIntBits(c) + Double.doubleToRawLongBits(d);
    }

    /** Every second answer comes later. */
    @Hostcall
    CompletableFuture<Integer> later(long value) {
        int answer = answerLater(value);
        if (calls % 2 == 0) {
            return CompletableFuture.completedFuture(answer);
        }
        CompletableFuture<Integer> future = new CompletableFuture<>();
        pending = Optional.of(() -> future.complete(answer));
        return future;
    }

    int answerLater(long value) {
        record("later", value);
        return (int) (value >>> 7) ^ calls;
    }

    void completeWhatIsPending() {
        pending.ifPresent(Runnable::run);
        pending = Optional.empty();
    }
}
