package dev.hostcall.integration.border;

import dev.hostcall.CodePoint;
import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.Unsigned;
import dev.hostcall.integration.border.Shapes.Answer;
import dev.hostcall.integration.border.Shapes.Color;
import dev.hostcall.integration.border.Shapes.Failed;
import dev.hostcall.integration.border.Shapes.Numbers;
import dev.hostcall.integration.border.Shapes.Only;
import dev.hostcall.integration.border.Shapes.Picture;
import dev.hostcall.integration.border.Shapes.Point;
import dev.hostcall.integration.border.Shapes.Reason;
import dev.hostcall.integration.border.Shapes.Refused;
import dev.hostcall.integration.border.Shapes.Shape;
import dev.hostcall.runtime.Vmctx;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Returns what it is given, keeps it, or fails. */
@HostcallModule("echo")
class Echo {
    /** The latest argument. */
    @Nullable
    Object seen;

    /** What is returned instead of arguments, to come. */
    CompletableFuture<?> later = new CompletableFuture<>();

    private <T> T see(T value) {
        seen = value;
        return value;
    }

    @SuppressWarnings("unchecked") // a test completes it with what it sends
    private <T> CompletableFuture<T> toCome(T value) {
        seen = value;
        return (CompletableFuture<T>) later;
    }

    @SuppressWarnings("unchecked") // likewise
    private CompletableFuture<Void> laterNothing() {
        return (CompletableFuture<Void>) later;
    }

    @Hostcall
    Point point(Point value) {
        return see(value);
    }

    @Hostcall
    byte i8(byte value) {
        return see(value);
    }

    @Hostcall
    @Unsigned
    byte u8(@Unsigned byte value) {
        return see(value);
    }

    @Hostcall
    short i16(short value) {
        return see(value);
    }

    @Hostcall
    @Unsigned
    short u16(@Unsigned short value) {
        return see(value);
    }

    @Hostcall
    @CodePoint
    int letter(@CodePoint int value) {
        return see(value);
    }

    @Hostcall
    Color color(Color value) {
        return see(value);
    }

    @Hostcall
    EnumSet<Color> colors(EnumSet<Color> value) {
        return see(value);
    }

    @Hostcall
    Only only(Only value) {
        return see(value);
    }

    @Hostcall
    Answer answer(Answer value) {
        return see(value);
    }

    @Hostcall
    Shape shape(Shape value) {
        return see(value);
    }

    @Hostcall
    Numbers numbers(Numbers value) {
        return see(value);
    }

    @Hostcall
    Picture picture(Picture value) {
        return see(value);
    }

    @Hostcall
    Picture pictureTwice(int before, Picture value, Picture same) {
        return see(value);
    }

    @Hostcall
    String string(String value) {
        return see(value);
    }

    @Hostcall
    byte[] bytes(byte[] value) {
        return see(value);
    }

    @Hostcall
    boolean[] bools(boolean[] value) {
        return see(value);
    }

    @Hostcall
    short[] shorts(short[] value) {
        return see(value);
    }

    @Hostcall
    int[] ints(int[] value) {
        return see(value);
    }

    @Hostcall
    @CodePoint
    int[] letters(@CodePoint int[] value) {
        return see(value);
    }

    @Hostcall
    long[] longs(long[] value) {
        return see(value);
    }

    @Hostcall
    float[] floats(float[] value) {
        return see(value);
    }

    @Hostcall
    double[] doubles(double[] value) {
        return see(value);
    }

    @Hostcall
    List<String> strings(List<String> value) {
        return see(value);
    }

    @Hostcall
    Optional<@Unsigned Byte> optional(Optional<@Unsigned Byte> value) {
        return see(value);
    }

    @Hostcall
    String mayRefuse(String value) throws Refused {
        if (value.isEmpty()) {
            throw new Refused(Reason.DENIED);
        }
        return see(value);
    }

    @Hostcall
    void mayFail(int value) throws Failed {
        if (value < 0) {
            throw new Failed();
        }
        seen = value;
    }

    // ---- to come ----

    @Hostcall
    CompletableFuture<Byte> laterI8(byte value) {
        return toCome(value);
    }

    @Hostcall
    CompletionStage<Color> laterColor(Color value) {
        return toCome(value);
    }

    @Hostcall
    CompletableFuture<Picture> laterPicture(Picture value) {
        return toCome(value);
    }

    @Hostcall
    CompletableFuture<String> laterString(Vmctx vmctx, String value) {
        return toCome(value);
    }

    @Hostcall
    CompletableFuture<String> laterMayRefuse(String value) throws Refused {
        return toCome(value);
    }

    @Hostcall
    CompletableFuture<Void> laterMayFail(int value) throws Failed {
        seen = value;
        return laterNothing();
    }
}
