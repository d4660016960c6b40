// Generated from com.example.Outer; do not edit.
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
 * Hands the hostcalls of {@code Outer} to guests.
 */
@SuppressWarnings({"all", "deprecation", "exports", "removal"})
public final class OuterHostcalls extends Hostcalls {
    private static final HostcallDeclaration[] DECLARATIONS = {
        HostcallDeclaration.of("env", "size", ":i", HostcallDeclaration.Kind.PLAIN)
    };

    private final Outer target;

    private OuterHostcalls(Outer target) {
        super(DECLARATIONS);
        this.target = target;
    }

    /**
     * Binds the hostcalls to the object they are called on.
     */
    public static OuterHostcalls of(Outer target) {
        return new OuterHostcalls(Objects.requireNonNull(target, "target"));
    }

    @Override
    public void call(int index, Frame frame) throws Throwable {
        switch (index) {
            case 0 -> size(target, frame);
            default -> throw new IndexOutOfBoundsException(index);
        }
    }

    private static void size(Outer target, Frame frame) {
        frame.returnI32(target.size());
    }
}
