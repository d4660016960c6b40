// Generated from com.example.Sessions.Session; do not edit.
package com.example;

import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Vmctx;
import dev.hostcall.runtime.spi.Frame;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import dev.hostcall.runtime.spi.Lift;
import dev.hostcall.runtime.spi.Lowering;
import dev.hostcall.runtime.spi.ResourceType;
import java.lang.IndexOutOfBoundsException;
import java.lang.Override;
import java.lang.SuppressWarnings;
import java.lang.Throwable;

/**
 * Hands the hostcalls of {@code Sessions.Session} to guests.
 */
@SuppressWarnings({"all", "deprecation", "exports", "removal"})
public final class Sessions_SessionHostcalls extends Hostcalls {
    private static final HostcallDeclaration[] DECLARATIONS = {
        HostcallDeclaration.of("acme", "[constructor]session", "ii:i", HostcallDeclaration.Kind.PLAIN),
        HostcallDeclaration.of("acme", "[method]session.put", "iiiI:i", HostcallDeclaration.Kind.PLAIN),
        HostcallDeclaration.of("acme", "[method]session.fork", "i:i", HostcallDeclaration.Kind.SUSPENDING),
        HostcallDeclaration.of("acme", "[static]session.find", "i:i", HostcallDeclaration.Kind.PLAIN),
        HostcallDeclaration.of("acme", "[resource-drop]session", "i:", HostcallDeclaration.Kind.PLAIN)
    };

    private static final ResourceType<Sessions.Session> SESSION_TYPE = ResourceType.of(Sessions.Session.class, "acme.session");

    private static final Lowering<Sessions.Session> forkLowering = Lowering.<Sessions.Session>of("a value of Sessions.Session", (to, value) -> {
        to.returnI32(to.lower().own(value, SESSION_TYPE));
    }).orDiscard((to, value) -> to.close(value));

    private Sessions_SessionHostcalls() {
        super(DECLARATIONS);
    }

    /**
     * What guests have of the resource: there is no object to bind it to.
     */
    public static Sessions_SessionHostcalls of() {
        return new Sessions_SessionHostcalls();
    }

    @Override
    public void call(int index, Frame frame) throws Throwable {
        switch (index) {
            case 0 -> make(frame);
            case 1 -> put(frame);
            case 2 -> fork(frame);
            case 3 -> find(frame);
            case 4 -> drop(frame);
            default -> throw new IndexOutOfBoundsException(index);
        }
    }

    private static void make(Frame frame) {
        frame.returnI32(frame.lower().ownOrClose(new Sessions.Session(frame.string(0)), SESSION_TYPE));
    }

    private static void put(Frame frame) {
        frame.returnI32(frame.borrowed(0, SESSION_TYPE).put(frame.string(1), frame.i64(3)));
    }

    private static void fork(Frame frame) {
        Lift in = frame.lending();
        try {
            Sessions.Session self = in.borrowed(frame.i32(0), SESSION_TYPE);
            Vmctx vmctx = frame.vmctx();
            frame.blockOn(self.fork(vmctx), forkLowering);
        } finally {
            in.end();
        }
    }

    private static void find(Frame frame) {
        frame.returnI32(frame.lower().ownOrClose(Sessions.Session.find(frame.i32(0)), SESSION_TYPE));
    }

    private static void drop(Frame frame) throws Throwable {
        frame.drop(0, SESSION_TYPE);
    }
}
