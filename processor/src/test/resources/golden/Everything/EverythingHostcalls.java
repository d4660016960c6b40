// Generated from com.example.Everything; do not edit.
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
 * Hands the hostcalls of {@code Everything} to guests.
 */
@SuppressWarnings({"all", "deprecation", "exports", "removal"})
public final class EverythingHostcalls extends Hostcalls {
    private static final HostcallDeclaration[] DECLARATIONS = {
        HostcallDeclaration.of("all", "nothing", ":", HostcallDeclaration.Kind.PLAIN),
        HostcallDeclaration.of("all", "all_parameters", "iIfFiiiiiii:i", HostcallDeclaration.Kind.SUSPENDING),
        HostcallDeclaration.of("all", "a_long", "i:I", HostcallDeclaration.Kind.PLAIN),
        HostcallDeclaration.of("all", "a_float", "iiii:f", HostcallDeclaration.Kind.SUSPENDING),
        HostcallDeclaration.of("all", "a_double", ":F", HostcallDeclaration.Kind.PLAIN),
        HostcallDeclaration.of("all", "a_boolean", ":i", HostcallDeclaration.Kind.PLAIN),
        HostcallDeclaration.of("all", "later_nothing", ":", HostcallDeclaration.Kind.WAITING),
        HostcallDeclaration.of("all", "later_int", ":i", HostcallDeclaration.Kind.WAITING),
        HostcallDeclaration.of("all", "later_long", ":I", HostcallDeclaration.Kind.WAITING),
        HostcallDeclaration.of("all", "later_float", ":f", HostcallDeclaration.Kind.WAITING),
        HostcallDeclaration.of("all", "later_double", "ii:F", HostcallDeclaration.Kind.WAITING),
        HostcallDeclaration.of("all", "later_boolean", ":i", HostcallDeclaration.Kind.SUSPENDING),
        HostcallDeclaration.of("env", "hash", "ii:i", HostcallDeclaration.Kind.PLAIN),
        HostcallDeclaration.of("all", "hash", "iiI:I", HostcallDeclaration.Kind.PLAIN)
    };

    private final Everything<?> target;

    private EverythingHostcalls(Everything<?> target) {
        super(DECLARATIONS);
        this.target = target;
    }

    /**
     * Binds the hostcalls to the object they are called on.
     */
    public static EverythingHostcalls of(Everything<?> target) {
        return new EverythingHostcalls(Objects.requireNonNull(target, "target"));
    }

    @Override
    public void call(int index, Frame frame) throws Throwable {
        switch (index) {
            case 0 -> nothing(target, frame);
            case 1 -> allParameters(target, frame);
            case 2 -> aLong(target, frame);
            case 3 -> aFloat(target, frame);
            case 4 -> aDouble(target, frame);
            case 5 -> aBoolean(target, frame);
            case 6 -> laterNothing(target, frame);
            case 7 -> laterInt(target, frame);
            case 8 -> laterLong(target, frame);
            case 9 -> laterFloat(target, frame);
            case 10 -> laterDouble(target, frame);
            case 11 -> laterBoolean(target, frame);
            case 12 -> hashOf(frame);
            case 13 -> hashOf2(frame);
            default -> throw new IndexOutOfBoundsException(index);
        }
    }

    private static void nothing(Everything<?> target, Frame frame) {
        target.nothing();
    }

    private static void allParameters(Everything<?> target, Frame frame) {
        frame.returnI32(target.allParameters(frame.i32(0), frame.i64(1), frame.f32(2), frame.f64(3),
                frame.bool(4), frame.string(5), frame.bytes(7), frame.slice(9), frame.vmctx(),
                frame.memory()));
    }

    private static void aLong(Everything<?> target, Frame frame) throws Throwable {
        frame.returnI64(target.aLong(frame.memory(), frame.bool(0)));
    }

    private static void aFloat(Everything<?> target, Frame frame) {
        frame.returnF32(target.aFloat(frame.string(0), frame.vmctx(), frame.string(2)));
    }

    private static void aDouble(Everything<?> target, Frame frame) {
        frame.returnF64(target.aDouble());
    }

    private static void aBoolean(Everything<?> target, Frame frame) {
        frame.returnBool(target.aBoolean());
    }

    private static void laterNothing(Everything<?> target, Frame frame) {
        frame.blockOnVoid(target.laterNothing());
    }

    private static void laterInt(Everything<?> target, Frame frame) {
        frame.blockOnI32(target.laterInt());
    }

    private static void laterLong(Everything<?> target, Frame frame) {
        frame.blockOnI64(target.laterLong());
    }

    private static void laterFloat(Everything<?> target, Frame frame) throws Throwable {
        frame.blockOnF32(target.laterFloat());
    }

    private static void laterDouble(Everything<?> target, Frame frame) {
        frame.blockOnF64(target.laterDouble(frame.bytes(0)));
    }

    private static void laterBoolean(Everything<?> target, Frame frame) {
        frame.blockOnBool(target.laterBoolean(frame.vmctx()));
    }

    private static void hashOf(Frame frame) {
        frame.returnI32(Everything.hashOf(frame.bytes(0)));
    }

    private static void hashOf2(Frame frame) {
        frame.returnI64(Everything.hashOf(frame.bytes(0), frame.i64(2)));
    }
}
