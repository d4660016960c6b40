// Generated from com.example.Kv; do not edit.
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
 * Hands the hostcalls of {@code Kv} to guests.
 */
@SuppressWarnings({"all", "deprecation", "exports", "removal"})
final class KvHostcalls extends Hostcalls {
    private static final HostcallDeclaration[] DECLARATIONS = {
        HostcallDeclaration.of("env", "size", ":i", HostcallDeclaration.Kind.PLAIN),
        HostcallDeclaration.of("env", "fetch", "iiii:i", HostcallDeclaration.Kind.SUSPENDING)
    };

    private final Kv target;

    private KvHostcalls(Kv target) {
        super(DECLARATIONS);
        this.target = target;
    }

    /**
     * Binds the hostcalls to the object they are called on.
     */
    public static KvHostcalls of(Kv target) {
        return new KvHostcalls(Objects.requireNonNull(target, "target"));
    }

    @Override
    public void call(int index, Frame frame) throws Throwable {
        switch (index) {
            case 0 -> size(target, frame);
            case 1 -> fetch(target, frame);
            default -> throw new IndexOutOfBoundsException(index);
        }
    }

    private static void size(Kv target, Frame frame) {
        frame.returnI32(target.size());
    }

    private static void fetch(Kv target, Frame frame) {
        frame.blockOnI32(target.fetch(frame.vmctx(), frame.string(0), frame.slice(2)));
    }
}
