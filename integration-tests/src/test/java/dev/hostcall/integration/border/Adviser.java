package dev.hostcall.integration.border;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;

/** Lets no guest wait. */
@HostcallModule("adviser")
final class Adviser {
    IntUnaryOperator advice = question -> question + 1;

    @Hostcall
    int advise(int question) {
        return advice.applyAsInt(question);
    }

    /** Calls the guest back, so that its own frames have to be kept. */
    @Hostcall
    int combine(int a, int b, IntBinaryOperator operator) {
        return operator.applyAsInt(a, b);
    }
}
