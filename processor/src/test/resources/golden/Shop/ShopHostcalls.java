// Generated from com.example.Shop; do not edit.
package com.example;

import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.spi.Frame;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import dev.hostcall.runtime.spi.Lift;
import dev.hostcall.runtime.spi.Lower;
import dev.hostcall.runtime.spi.Lowering;
import java.lang.Double;
import java.lang.IndexOutOfBoundsException;
import java.lang.Override;
import java.lang.SuppressWarnings;
import java.lang.Throwable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Hands the hostcalls of {@code Shop} to guests.
 */
@SuppressWarnings({"all", "deprecation", "exports", "removal"})
public final class ShopHostcalls extends Hostcalls {
    private static final HostcallDeclaration[] DECLARATIONS = {
        HostcallDeclaration.of("shop", "items", "iii:", HostcallDeclaration.Kind.PLAIN).allocating(),
        HostcallDeclaration.of("shop", "color", "iiiiFii:i", HostcallDeclaration.Kind.PLAIN),
        HostcallDeclaration.of("shop", "pay", "iiiiIi:", HostcallDeclaration.Kind.PLAIN),
        HostcallDeclaration.of("shop", "picture", "iiiii:", HostcallDeclaration.Kind.WAITING).allocating(),
        HostcallDeclaration.of("shop", "later", "i:i", HostcallDeclaration.Kind.WAITING),
        HostcallDeclaration.of("shop", "order", "ii:", HostcallDeclaration.Kind.WAITING)
    };

    private static final Shop.Color[] COLOR_CONSTANTS = Shop.Color.values();

    private static final Lowering<Shop.Color> laterLowering = Lowering.<Shop.Color>of("a value of Shop.Color", (to, value) -> {
        to.returnI32(Lower.present(value, "Shop.Color").ordinal());
    });

    private final Shop target;

    private ShopHostcalls(Shop target) {
        super(DECLARATIONS);
        this.target = target;
    }

    /**
     * Binds the hostcalls to the object they are called on.
     */
    public static ShopHostcalls of(Shop target) {
        return new ShopHostcalls(Objects.requireNonNull(target, "target"));
    }

    @Override
    public void call(int index, Frame frame) throws Throwable {
        switch (index) {
            case 0 -> items(target, frame);
            case 1 -> color(target, frame);
            case 2 -> pay(target, frame);
            case 3 -> picture(target, frame);
            case 4 -> later(target, frame);
            case 5 -> order(target, frame);
            default -> throw new IndexOutOfBoundsException(index);
        }
    }

    private static void items(Shop target, Frame frame) {
        long at = frame.resultAt(2, 8, 4);
        List<Shop.Item> result = target.items(Lift.flags(frame.i32(0), EnumSet.allOf(Shop.Color.class)),
                Lift.codePoint(frame.i32(1)));
        Lower out = frame.lower();
        out.pair(at, lowerItemList(out, result));
    }

    private static void color(Shop target, Frame frame) {
        Lift in = frame.lift();
        frame.returnI32(Lower.present(target.color(new Shop.Item(in.string(frame.i32(0), frame.i32(1)),
                (short) frame.i32(2),
                Lift.discriminant(frame.i32(3), 2, "Optional") == 0 ? Optional.empty() : Optional.of(frame.f64(4)),
                liftPointList(in, frame.i32(5), frame.i32(6)))), "Shop.Color").ordinal());
    }

    private static void pay(Shop target, Frame frame) throws Throwable {
        Lift in = frame.lift();
        long at = frame.resultAt(5, 2, 1);
        byte result;
        try {
            result = target.pay(switch (Lift.discriminant(frame.i32(0), 2, "Shop.Payment")) {
                        case 0 -> new Shop.Cash();
                        default -> new Shop.Card(in.string(frame.i32(1), frame.i32(2)),
                                (byte) frame.i32(3), frame.i64(4));
                    });
        } catch (Shop.Refused error) {
            Lower out = frame.lower();
            out.u8(at, 1);
            out.u8(at + 1, Lower.present(error.error(), "Shop.Color").ordinal());
            return;
        }
        Lower out = frame.lower();
        out.u8(at, 0);
        out.i8(at + 1, result);
    }

    private static void picture(Shop target, Frame frame) {
        Lift in = frame.lift();
        long at = frame.resultAt(4, 12, 4);
        frame.blockOn(target.picture(in.doubles(frame.i32(0), frame.i32(1)),
                in.bools(frame.i32(2), frame.i32(3))), Lowering.<Optional<byte[]>>of("a value of Optional<byte[]>", (to, value) -> {
                    Lower out = to.lower();
                    lowerOptionalBytes(out, at, value);
                }));
    }

    private static void later(Shop target, Frame frame) {
        frame.blockOn(target.later(Lift.constant(frame.i32(0), COLOR_CONSTANTS, "Shop.Color")), laterLowering);
    }

    private static void order(Shop target, Frame frame) throws Throwable {
        Lift in = frame.lift();
        long arguments = in.at(frame.i32(0), 112, 8);
        long at = frame.resultAt(1, 2, 1);
        frame.blockOn(target.order(liftItem(in, arguments), liftItem(in, arguments + 40),
                liftPayment(in, arguments + 80)), Lowering.ofVoid(to -> {
                    Lower out = to.lower();
                    out.u8(at, 0);
                }).orError(Shop.Refused.class, (to, error) -> {
                    Lower out = to.lower();
                    out.u8(at, 1);
                    out.u8(at + 1, Lower.present(error.error(), "Shop.Color").ordinal());
                }));
    }

    private static long lowerItemList(Lower out, List<Shop.Item> value) {
        List<Shop.Item> elements = Lower.elements(value);
        long place = out.list(elements.size(), 40, 8);
        long at = place;
        for (Shop.Item each : elements) {
            lowerItem(out, at, each);
            at += 40;
        }
        return Lower.pair(place, elements.size());
    }

    private static void lowerItem(Lower out, long at, Shop.Item value) {
        Lower.present(value, "Shop.Item");
        out.pair(at, out.string(value.name()));
        out.i16(at + 8, value.count());
        lowerOptionalDouble(out, at + 16, value.weight());
        out.pair(at + 32, lowerPointList(out, value.places()));
    }

    private static void lowerOptionalDouble(Lower out, long at, Optional<Double> value) {
        Lower.present(value, "Optional<Double>");
        if (value.isEmpty()) {
            out.u8(at, 0);
        } else {
            out.u8(at, 1);
            out.f64(at + 8, value.get());
        }
    }

    private static long lowerPointList(Lower out, List<Shop.Point> value) {
        List<Shop.Point> elements = Lower.elements(value);
        long place = out.list(elements.size(), 8, 4);
        long at = place;
        for (Shop.Point each : elements) {
            lowerPoint(out, at, each);
            at += 8;
        }
        return Lower.pair(place, elements.size());
    }

    private static void lowerPoint(Lower out, long at, Shop.Point value) {
        Lower.present(value, "Shop.Point");
        out.i32(at, value.x());
        out.i32(at + 4, value.y());
    }

    private static List<Shop.Point> liftPointList(Lift in, int pointer, int length) {
        long at = in.list(pointer, length, 8, 4);
        int count = Lift.length(length);
        List<Shop.Point> elements = new ArrayList<>(count);
        for (int i = 0; i < count; i++, at += 8) {
            elements.add(liftPoint(in, at));
        }
        return elements;
    }

    private static Shop.Point liftPoint(Lift in, long at) {
        return new Shop.Point(in.i32(at), in.i32(at + 4));
    }

    private static void lowerOptionalBytes(Lower out, long at, Optional<byte[]> value) {
        Lower.present(value, "Optional<byte[]>");
        if (value.isEmpty()) {
            out.u8(at, 0);
        } else {
            out.u8(at, 1);
            out.pair(at + 4, out.bytes(value.get()));
        }
    }

    private static Shop.Item liftItem(Lift in, long at) {
        return new Shop.Item(in.string(in.i32(at), in.i32(at + 4)), in.i16(at + 8),
                liftOptionalDouble(in, at + 16),
                liftPointList(in, in.i32(at + 32), in.i32(at + 36)));
    }

    private static Optional<Double> liftOptionalDouble(Lift in, long at) {
        return Lift.discriminant(in.u8(at), 2, "Optional") == 0 ? Optional.empty() : Optional.of(in.f64(at + 8));
    }

    private static Shop.Payment liftPayment(Lift in, long at) {
        return switch (Lift.discriminant(in.u8(at), 2, "Shop.Payment")) {
                    case 0 -> new Shop.Cash();
                    default -> new Shop.Card(in.string(in.i32(at + 8), in.i32(at + 12)),
                            in.i8(at + 16), in.i64(at + 24));
                };
    }
}
