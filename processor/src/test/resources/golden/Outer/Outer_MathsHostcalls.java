// Generated from com.example.Outer.Maths; do not edit.
package com.example;

import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.spi.Frame;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import java.lang.IndexOutOfBoundsException;
import java.lang.Override;
import java.lang.SuppressWarnings;
import java.lang.Throwable;

/**
 * Hands the hostcalls of {@code Outer.Maths} to guests.
 */
@SuppressWarnings({"all", "deprecation", "exports", "removal"})
public final class Outer_MathsHostcalls extends Hostcalls {
    private static final HostcallDeclaration[] DECLARATIONS = {
        HostcallDeclaration.of("env", "sin", "F:F", HostcallDeclaration.Kind.PLAIN)
    };

    private Outer_MathsHostcalls() {
        super(DECLARATIONS);
    }

    /**
     * The hostcalls. All are static, so there is no object to bind them to.
     */
    public static Outer_MathsHostcalls of() {
        return new Outer_MathsHostcalls();
    }

    @Override
    public void call(int index, Frame frame) throws Throwable {
        switch (index) {
            case 0 -> sin(frame);
            default -> throw new IndexOutOfBoundsException(index);
        }
    }

    private static void sin(Frame frame) {
        frame.returnF64(Outer.Maths.sin(frame.f64(0)));
    }
}
