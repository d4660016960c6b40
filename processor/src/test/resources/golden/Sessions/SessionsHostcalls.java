// Generated from com.example.Sessions; do not edit.
package com.example;

import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Vmctx;
import dev.hostcall.runtime.spi.Discard;
import dev.hostcall.runtime.spi.Flat;
import dev.hostcall.runtime.spi.Frame;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import dev.hostcall.runtime.spi.Lift;
import dev.hostcall.runtime.spi.Lower;
import dev.hostcall.runtime.spi.Lowering;
import dev.hostcall.runtime.spi.ResourceType;
import java.lang.IndexOutOfBoundsException;
import java.lang.Override;
import java.lang.SuppressWarnings;
import java.lang.Throwable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Hands the hostcalls of {@code Sessions} to guests.
 */
@SuppressWarnings({"all", "deprecation", "exports", "removal"})
public final class SessionsHostcalls extends Hostcalls {
    private static final HostcallDeclaration[] DECLARATIONS = {
        HostcallDeclaration.of("acme", "log", "iii:", HostcallDeclaration.Kind.PLAIN),
        HostcallDeclaration.of("acme", "sum", "ii:i", HostcallDeclaration.Kind.PLAIN),
        HostcallDeclaration.of("acme", "move", "iii:", HostcallDeclaration.Kind.PLAIN),
        HostcallDeclaration.of("acme", "open", "ii:i", HostcallDeclaration.Kind.WAITING),
        HostcallDeclaration.of("acme", "all", "ii:", HostcallDeclaration.Kind.SUSPENDING).allocating(),
        HostcallDeclaration.of("acme", "move", "ii:ii", HostcallDeclaration.Kind.PLAIN)
    };

    private static final ResourceType<Sessions.Session> SESSION_TYPE = ResourceType.of(Sessions.Session.class, "acme.session");

    private static final Lowering<Sessions.Session> openLowering = Lowering.<Sessions.Session>of("a value of Sessions.Session", (to, value) -> {
        to.returnI32(to.lower().own(value, SESSION_TYPE));
    }).orDiscard((to, value) -> to.close(value));

    private final Sessions target;

    private SessionsHostcalls(Sessions target) {
        super(DECLARATIONS);
        this.target = target;
    }

    /**
     * Binds the hostcalls to the object they are called on.
     */
    public static SessionsHostcalls of(Sessions target) {
        return new SessionsHostcalls(Objects.requireNonNull(target, "target"));
    }

    @Override
    public void call(int index, Frame frame) throws Throwable {
        switch (index) {
            case 0 -> log(target, frame);
            case 1 -> sum(target, frame);
            case 2 -> move(target, frame);
            case 3 -> open(target, frame);
            case 4 -> all(target, frame);
            case 5 -> moveAsValues(target, frame);
            default -> throw new IndexOutOfBoundsException(index);
        }
    }

    private static void log(Sessions target, Frame frame) {
        target.log(frame.borrowed(0, SESSION_TYPE), frame.string(1));
    }

    private static void sum(Sessions target, Frame frame) {
        Lift in = frame.lift();
        frame.returnI32(target.sum(liftSessionList(in, frame.i32(0), frame.i32(1))));
    }

    private static void move(Sessions target, Frame frame) {
        Lift in = frame.lending();
        try {
            Sessions.Move move = new Sessions.Move(in.owned(frame.i32(0), SESSION_TYPE),
                    in.borrowed(frame.i32(1), SESSION_TYPE));
            long at = frame.resultAt(2, 8, 4);
            in.pass();
            Sessions.Moved result = target.move(move);
            try {
                Lower out = frame.lower();
                lowerMoved(out, at, result);
            } catch (Throwable e) {
                Discard rest = frame.discard(e);
                discardMoved(rest, result);
                throw e;
            }
        } finally {
            in.end();
        }
    }

    private static void open(Sessions target, Frame frame) {
        frame.blockOn(target.open(frame.string(0)), openLowering);
    }

    private static void all(Sessions target, Frame frame) {
        Lift in = frame.lending();
        try {
            Vmctx vmctx = frame.vmctx();
            Sessions.Session like = in.borrowed(frame.i32(0), SESSION_TYPE);
            long at = frame.resultAt(1, 8, 4);
            List<Sessions.Session> result = target.all(vmctx, like);
            try {
                Lower out = frame.lower();
                out.pair(at, lowerSessionList(out, result));
            } catch (Throwable e) {
                Discard rest = frame.discard(e);
                discardSessionList(rest, result);
                throw e;
            }
        } finally {
            in.end();
        }
    }

    private static void moveAsValues(Sessions target, Frame frame) {
        Lift in = frame.lending();
        try {
            Sessions.Move move = new Sessions.Move(in.owned(frame.i32(0), SESSION_TYPE),
                    in.borrowed(frame.i32(1), SESSION_TYPE));
            in.pass();
            Sessions.Moved result = target.move(move);
            try {
                Lower out = frame.lower();
                Flat flat = new Flat(2);
                Sessions.Moved part = Lower.present(result, "Sessions.Moved");
                flat.i32(0, out.own(part.session(), SESSION_TYPE));
                flat.i32(1, part.count());
                flat.returnTo(frame);
            } catch (Throwable e) {
                Discard rest = frame.discard(e);
                discardMoved(rest, result);
                throw e;
            }
        } finally {
            in.end();
        }
    }

    private static List<Sessions.Session> liftSessionList(Lift in, int pointer, int length) {
        long at = in.list(pointer, length, 4, 4);
        int count = Lift.length(length);
        List<Sessions.Session> elements = new ArrayList<>(count);
        for (int i = 0; i < count; i++, at += 4) {
            elements.add(in.borrowed(in.i32(at), SESSION_TYPE));
        }
        return elements;
    }

    private static void lowerMoved(Lower out, long at, Sessions.Moved value) {
        Lower.present(value, "Sessions.Moved");
        out.i32(at, out.own(value.session(), SESSION_TYPE));
        out.i32(at + 4, value.count());
    }

    private static void discardMoved(Discard to, Sessions.Moved value) {
        if (value != null) {
            to.close(value.session());
        }
    }

    private static long lowerSessionList(Lower out, List<Sessions.Session> value) {
        List<Sessions.Session> elements = Lower.elements(value);
        long place = out.list(elements.size(), 4, 4);
        long at = place;
        for (Sessions.Session each : elements) {
            out.i32(at, out.own(each, SESSION_TYPE));
            at += 4;
        }
        return Lower.pair(place, elements.size());
    }

    private static void discardSessionList(Discard to, List<Sessions.Session> value) {
        if (value != null) {
            for (Sessions.Session each : value) {
                to.close(each);
            }
        }
    }
}
