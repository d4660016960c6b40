// Generated from com.example.StrangeNames; do not edit.
package com.example;

import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.spi.Frame;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import java.lang.IndexOutOfBoundsException;
import java.lang.Override;
import java.lang.SuppressWarnings;
import java.lang.Throwable;
import java.util.Objects;

/**
 * Hands the hostcalls of {@code StrangeNames} to guests.
 */
@SuppressWarnings({"all", "deprecation", "exports", "removal"})
final class StrangeNamesHostcalls extends Hostcalls {
    private static final HostcallDeclaration[] DECLARATIONS = {
        HostcallDeclaration.of("env", "a-b", ":", HostcallDeclaration.Kind.PLAIN),
        HostcallDeclaration.of("env", "a_b", ":", HostcallDeclaration.Kind.PLAIN),
        HostcallDeclaration.of("9", "lives", ":", HostcallDeclaration.Kind.PLAIN),
        HostcallDeclaration.of("static", "cast", ":", HostcallDeclaration.Kind.PLAIN),
        HostcallDeclaration.of("my module", "))) ;; \" \\ */ ??/ $ (import", ":", HostcallDeclaration.Kind.PLAIN),
        HostcallDeclaration.of("env", "\001\007\011\012\013\015\177\u0085\u00a0", ":", HostcallDeclaration.Kind.PLAIN),
        HostcallDeclaration.of("env", "gr\u00f6\u00dfe \u5927\u5c0f \ud83d\ude00 \u202e\u2028", ":", HostcallDeclaration.Kind.PLAIN),
        HostcallDeclaration.of("env", "parameters", "iiiIiiiiii:", HostcallDeclaration.Kind.PLAIN)
    };

    private final StrangeNames target;

    private StrangeNamesHostcalls(StrangeNames target) {
        super(DECLARATIONS);
        this.target = target;
    }

    /**
     * Binds the hostcalls to the object they are called on.
     */
    public static StrangeNamesHostcalls of(StrangeNames target) {
        return new StrangeNamesHostcalls(Objects.requireNonNull(target, "target"));
    }

    @Override
    public void call(int index, Frame frame) throws Throwable {
        switch (index) {
            case 0 -> dash(target, frame);
            case 1 -> underscore(target, frame);
            case 2 -> digit(target, frame);
            case 3 -> keyword(target, frame);
            case 4 -> breakOut(target, frame);
            case 5 -> control(target, frame);
            case 6 -> gr\u00f6\u00dfe(target, frame);
            case 7 -> parameters(target, frame);
            default -> throw new IndexOutOfBoundsException(index);
        }
    }

    private static void dash(StrangeNames target, Frame frame) {
        target.dash();
    }

    private static void underscore(StrangeNames target, Frame frame) {
        target.underscore();
    }

    private static void digit(StrangeNames target, Frame frame) {
        target.digit();
    }

    private static void keyword(StrangeNames target, Frame frame) {
        target.keyword();
    }

    private static void breakOut(StrangeNames target, Frame frame) {
        target.breakOut();
    }

    private static void control(StrangeNames target, Frame frame) {
        target.control();
    }

    private static void gr\u00f6\u00dfe(StrangeNames target, Frame frame) {
        target.gr\u00f6\u00dfe();
    }

    private static void parameters(StrangeNames target, Frame frame) {
        target.parameters(frame.string(0), frame.i32(2), frame.i64(3), frame.string(4),
                frame.i32(6), frame.i32(7), frame.i32(8), frame.i32(9));
    }
}
