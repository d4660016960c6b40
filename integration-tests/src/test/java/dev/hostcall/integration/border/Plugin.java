package dev.hostcall.integration.border;

import dev.hostcall.GuestExport;
import dev.hostcall.GuestInterface;
import dev.hostcall.Unsigned;
import dev.hostcall.integration.border.Shapes.Answer;
import dev.hostcall.integration.border.Shapes.Numbers;
import dev.hostcall.integration.border.Shapes.Picture;
import dev.hostcall.integration.border.Shapes.Point;
import dev.hostcall.integration.border.Shapes.Refused;
import dev.hostcall.integration.border.Shapes.Shape;
import dev.hostcall.runtime.GuestRun;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What {@code plugin-guest.wat} exports. */
@GuestInterface
interface Plugin {
    int add(int a, int b);

    @Unsigned
    byte last(@Unsigned byte value);

    Answer other(Answer value);

    void keep(Shape value);

    Point point(Point value);

    String text(String value);

    List<Point> points(List<Point> value);

    @GuestExport("first-of")
    Picture first(Picture value, Picture other);

    Numbers numbers(Numbers value, Numbers other);

    Optional<Long> optional(Optional<Long> value);

    String mayRefuse(String value) throws Refused;

    CompletableFuture<String> textLater(String value);

    CompletableFuture<String> mayRefuseLater(String value) throws Refused;

    /** Asks its host. */
    int ask(int value);

    GuestRun<Integer> spin(int rounds);

    default int twice(int value) {
        return add(value, value);
    }
}
