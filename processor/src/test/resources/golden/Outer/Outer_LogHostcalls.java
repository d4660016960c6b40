// Generated from com.example.Outer.Log; do not edit.
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
 * Hands the hostcalls of {@code Outer.Log} to guests.
 */
@SuppressWarnings({"all", "deprecation", "exports", "removal"})
public final class Outer_LogHostcalls extends Hostcalls {
    private static final HostcallDeclaration[] DECLARATIONS = {
        HostcallDeclaration.of("env", "log", "ii:", HostcallDeclaration.Kind.PLAIN)
    };

    private final Outer.Log target;

    private Outer_LogHostcalls(Outer.Log target) {
        super(DECLARATIONS);
        this.target = target;
    }

    /**
     * Binds the hostcalls to the object they are called on.
     */
    public static Outer_LogHostcalls of(Outer.Log target) {
        return new Outer_LogHostcalls(Objects.requireNonNull(target, "target"));
    }

    @Override
    public void call(int index, Frame frame) throws Throwable {
        switch (index) {
            case 0 -> log(target, frame);
            default -> throw new IndexOutOfBoundsException(index);
        }
    }

    private static void log(Outer.Log target, Frame frame) {
        target.log(frame.string(0));
    }
}
