// Generated from com.example.Store; do not edit.
package com.example;

import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.spi.Frame;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import dev.hostcall.runtime.spi.Lift;
import dev.hostcall.runtime.spi.Lower;
import dev.hostcall.runtime.spi.Lowering;
import java.lang.IndexOutOfBoundsException;
import java.lang.Integer;
import java.lang.Override;
import java.lang.SuppressWarnings;
import java.lang.Throwable;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Hands the hostcalls of {@code Store} to guests.
 */
@SuppressWarnings({"all", "deprecation", "exports", "removal"})
public final class StoreHostcalls extends Hostcalls {
    private static final HostcallDeclaration[] DECLARATIONS = {
        HostcallDeclaration.of("acme:kv/store@1.0.3", "fetch-all", "iiii:", HostcallDeclaration.Kind.SUSPENDING).allocating(),
        HostcallDeclaration.of("acme:kv/store@1.0.3", "put", "iiiiIiiiiiiii:", HostcallDeclaration.Kind.PLAIN),
        HostcallDeclaration.of("acme:kv/store@1.0.3", "remove", "iii:", HostcallDeclaration.Kind.PLAIN),
        HostcallDeclaration.of("acme:kv/store@1.0.3", "clear", ":i", HostcallDeclaration.Kind.PLAIN),
        HostcallDeclaration.of("acme:kv/store@1.0.3", "access", "iiiiiIIi:", HostcallDeclaration.Kind.PLAIN),
        HostcallDeclaration.of("acme:kv/store@1.0.3", "to-URL", "ifFi:i", HostcallDeclaration.Kind.PLAIN),
        HostcallDeclaration.of("acme:kv/store@1.0.3", "many", "i:I", HostcallDeclaration.Kind.PLAIN),
        HostcallDeclaration.of("acme:kv/log", "log", "ii:", HostcallDeclaration.Kind.PLAIN),
        HostcallDeclaration.of("acme:log/interface@0.2.1", "log-entry", "iiiiIiii:", HostcallDeclaration.Kind.PLAIN)
    };

    private final Store target;

    private StoreHostcalls(Store target) {
        super(DECLARATIONS);
        this.target = target;
    }

    /**
     * Binds the hostcalls to the object they are called on.
     */
    public static StoreHostcalls of(Store target) {
        return new StoreHostcalls(Objects.requireNonNull(target, "target"));
    }

    @Override
    public void call(int index, Frame frame) throws Throwable {
        switch (index) {
            case 0 -> fetchAll(target, frame);
            case 1 -> put(target, frame);
            case 2 -> remove(target, frame);
            case 3 -> clear(target, frame);
            case 4 -> access(target, frame);
            case 5 -> toUrl(target, frame);
            case 6 -> many(target, frame);
            case 7 -> log(target, frame);
            case 8 -> logEntry(target, frame);
            default -> throw new IndexOutOfBoundsException(index);
        }
    }

    private static void fetchAll(Store target, Frame frame) {
        Lift in = frame.lift();
        long at = frame.resultAt(3, 8, 4);
        frame.blockOn(target.fetchAll(frame.vmctx(), in.string(frame.i32(0), frame.i32(1)),
                frame.i32(2)), Lowering.<List<Store.Entry>>of("a value of List<Store.Entry>", (to, value) -> {
                    Lower out = to.lower();
                    out.pair(at, lowerEntryList(out, value));
                }));
    }

    private static void put(Store target, Frame frame) throws Throwable {
        Lift in = frame.lift();
        long at = frame.resultAt(12, 2, 1);
        try {
            target.put(new Store.Entry(in.string(frame.i32(0), frame.i32(1)),
                    switch (Lift.discriminant(frame.i32(2), 3, "Store.Value")) {
                        case 0 -> new Store.Nothing();
                        case 1 -> new Store.Text(in.string(frame.i32(3), frame.i32(4)));
                        default -> new Store.Pair(frame.f32(3), frame.f64(4));
                    },
                            Lift.discriminant(frame.i32(5), 2, "Optional") == 0 ? Optional.empty() : Optional.of(frame.i32(6)),
                            Lift.flags(frame.i32(7), EnumSet.allOf(Store.Access.class))),
                            in.bytes(frame.i32(8), frame.i32(9)),
                            in.shorts(frame.i32(10), frame.i32(11)));
        } catch (Store.Refused error) {
            Lower out = frame.lower();
            out.u8(at, 1);
            out.u8(at + 1, Lower.present(error.error(), "Store.Access").ordinal());
            return;
        }
        Lower out = frame.lower();
        out.u8(at, 0);
    }

    private static void remove(Store target, Frame frame) throws Throwable {
        long at = frame.resultAt(2, 2, 1);
        boolean result;
        try {
            result = target.remove(frame.string(0));
        } catch (Store.Failed error) {
            Lower out = frame.lower();
            out.u8(at, 1);
            return;
        }
        Lower out = frame.lower();
        out.u8(at, 0);
        out.bool(at + 1, result);
    }

    private static void clear(Store target, Frame frame) throws Throwable {
        try {
            target.clear();
        } catch (Store.Failed error) {
            frame.returnI32(1);
            return;
        }
        frame.returnI32(0);
    }

    private static void access(Store target, Frame frame) {
        long at = frame.resultAt(7, 2, 1);
        Optional<Store.Access> result = target.access((byte) frame.i32(0), (byte) frame.i32(1),
                (short) frame.i32(2), (short) frame.i32(3), frame.i32(4), frame.i64(5),
                frame.i64(6));
        Lower out = frame.lower();
        lowerOptionalAccess(out, at, result);
    }

    private static void toUrl(Store target, Frame frame) {
        frame.returnI32(Lower.codePoint(target.toUrl(Lift.codePoint(frame.i32(0)), frame.f32(1),
                frame.f64(2), frame.bool(3))));
    }

    private static void many(Store target, Frame frame) {
        Lift in = frame.lift();
        long arguments = in.at(frame.i32(0), 136, 8);
        frame.returnI64(target.many(in.i64(arguments), in.i64(arguments + 8),
                in.i64(arguments + 16), in.i64(arguments + 24), in.i64(arguments + 32),
                in.i64(arguments + 40), in.i64(arguments + 48), in.i64(arguments + 56),
                in.i64(arguments + 64), in.i64(arguments + 72), in.i64(arguments + 80),
                in.i64(arguments + 88), in.i64(arguments + 96), in.i64(arguments + 104),
                in.i64(arguments + 112), in.i64(arguments + 120), in.i64(arguments + 128)));
    }

    private static void log(Store target, Frame frame) {
        target.log(frame.string(0));
    }

    private static void logEntry(Store target, Frame frame) {
        Lift in = frame.lift();
        target.logEntry(new Store.Entry(in.string(frame.i32(0), frame.i32(1)),
                switch (Lift.discriminant(frame.i32(2), 3, "Store.Value")) {
                    case 0 -> new Store.Nothing();
                    case 1 -> new Store.Text(in.string(frame.i32(3), frame.i32(4)));
                    default -> new Store.Pair(frame.f32(3), frame.f64(4));
                },
                        Lift.discriminant(frame.i32(5), 2, "Optional") == 0 ? Optional.empty() : Optional.of(frame.i32(6)),
                        Lift.flags(frame.i32(7), EnumSet.allOf(Store.Access.class))));
    }

    private static long lowerEntryList(Lower out, List<Store.Entry> value) {
        List<Store.Entry> elements = Lower.elements(value);
        long place = out.list(elements.size(), 48, 8);
        long at = place;
        for (Store.Entry each : elements) {
            lowerEntry(out, at, each);
            at += 48;
        }
        return Lower.pair(place, elements.size());
    }

    private static void lowerEntry(Lower out, long at, Store.Entry value) {
        Lower.present(value, "Store.Entry");
        out.pair(at, out.string(value.keyText()));
        lowerValue(out, at + 8, value.value());
        lowerOptionalUnsignedint(out, at + 32, value.list());
        out.u8(at + 40, Lower.flags(Lower.present(value.access(), "EnumSet<Store.Access>")));
    }

    private static void lowerValue(Lower out, long at, Store.Value value) {
        Lower.present(value, "Store.Value");
        if (value instanceof Store.Nothing) {
            out.u8(at, 0);
        } else if (value instanceof Store.Text case1) {
            out.u8(at, 1);
            out.pair(at + 8, out.string(case1.text()));
        } else if (value instanceof Store.Pair case2) {
            out.u8(at, 2);
            out.f32(at + 8, case2.first());
            out.f64(at + 16, case2.second());
        }
    }

    private static void lowerOptionalUnsignedint(Lower out, long at, Optional<Integer> value) {
        Lower.present(value, "Optional<@Unsigned Integer>");
        if (value.isEmpty()) {
            out.u8(at, 0);
        } else {
            out.u8(at, 1);
            out.i32(at + 4, value.get());
        }
    }

    private static void lowerOptionalAccess(Lower out, long at, Optional<Store.Access> value) {
        Lower.present(value, "Optional<Store.Access>");
        if (value.isEmpty()) {
            out.u8(at, 0);
        } else {
            out.u8(at, 1);
            out.u8(at + 1, Lower.present(value.get(), "Store.Access").ordinal());
        }
    }
}
