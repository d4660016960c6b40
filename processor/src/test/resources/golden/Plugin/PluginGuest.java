// Generated from com.example.Plugin; do not edit.
package com.example;

import dev.hostcall.runtime.GuestRun;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.spi.ExportDeclaration;
import dev.hostcall.runtime.spi.Flat;
import dev.hostcall.runtime.spi.Frame;
import dev.hostcall.runtime.spi.GuestError;
import dev.hostcall.runtime.spi.GuestExports;
import dev.hostcall.runtime.spi.Lift;
import dev.hostcall.runtime.spi.Lower;
import java.lang.Integer;
import java.lang.Override;
import java.lang.String;
import java.lang.SuppressWarnings;
import java.lang.Void;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Calls a guest by what {@code Plugin} declares.
 */
@SuppressWarnings({"all", "deprecation", "exports", "removal"})
public final class PluginGuest implements Plugin {
    private static final ExportDeclaration[] DECLARATIONS = {
        ExportDeclaration.of("add", "ii:i"),
        ExportDeclaration.of("draw-all", "iiiii:").allocating(),
        ExportDeclaration.of("find", "iiiFii:i").allocating(),
        ExportDeclaration.of("many", "i:i").allocating()
    };

    private final GuestExports exports;

    private final Executor executor;

    private PluginGuest(GuestExports exports, Executor executor) {
        this.exports = exports;
        this.executor = executor;
    }

    /**
     * Calls an instance; refused if it lacks something that is declared. Futures run on the executor.
     */
    public static PluginGuest of(Instance instance, Executor executor) {
        return new PluginGuest(instance.exports(DECLARATIONS), Objects.requireNonNull(executor, "executor"));
    }

    @Override
    public int add(int a, int b) {
        return exports.<Integer>call(0, (Frame frame) -> {
            Flat flat = new Flat(2);
            flat.i32(0, a);
            flat.i32(1, b);
            flat.pass(frame);
        }, (Frame frame) -> {
            return frame.i32(0);
        });
    }

    @Override
    public void drawAll(List<Plugin.Shape> shapes, Optional<Plugin.Point> origin) {
        exports.<Void>call(1, (Frame frame) -> {
            Lower out = frame.lower();
            Flat flat = new Flat(5);
            flat.pair(0, lowerShapeList(out, shapes));
            Optional<Plugin.Point> part = Lower.present(origin, "Optional<Plugin.Point>");
            if (part.isPresent()) {
                flat.i32(2, 1);
                Plugin.Point part_2 = Lower.present(part.get(), "Plugin.Point");
                flat.i32(3, part_2.x());
                flat.i32(4, part_2.y());
            }
            flat.pass(frame);
        }, (Frame frame) -> {
            return null;
        });
    }

    @Override
    public CompletableFuture<String> find(Plugin.Shape shape, String name) throws Plugin.Refused {
        return exports.<String>run(2, (Frame frame) -> {
            Lower out = frame.lower();
            Flat flat = new Flat(6);
            Plugin.Shape part = Lower.present(shape, "Plugin.Shape");
            if (part instanceof Plugin.Dot) {
                flat.i32(0, 0);
            } else if (part instanceof Plugin.Circle each_2) {
                flat.i32(0, 1);
                Plugin.Point part_2 = Lower.present(each_2.center(), "Plugin.Point");
                flat.i32(1, part_2.x());
                flat.i32(2, part_2.y());
                flat.f64(3, each_2.radius());
            }
            flat.pair(4, out.string(name));
            flat.pass(frame);
        }, (Frame frame) -> {
            Lift in = frame.lift();
            long at = in.at(frame.i32(0), 12, 4);
            if (Lift.discriminant(in.u8(at), 2, "result") == 1) {
                throw new GuestError(new Plugin.Refused(in.string(in.i32(at + 4), in.i32(at + 8))));
            }
            return in.string(in.i32(at + 4), in.i32(at + 8));
        }).start(executor);
    }

    @Override
    public GuestRun<Plugin.Point> many(String a, String b, String c, String d, String e, String f,
            String g, String h, long i) {
        return exports.<Plugin.Point>run(3, (Frame frame) -> {
            Lower out = frame.lower();
            long arguments = out.allocate(72, 8);
            out.pair(arguments, out.string(a));
            out.pair(arguments + 8, out.string(b));
            out.pair(arguments + 16, out.string(c));
            out.pair(arguments + 24, out.string(d));
            out.pair(arguments + 32, out.string(e));
            out.pair(arguments + 40, out.string(f));
            out.pair(arguments + 48, out.string(g));
            out.pair(arguments + 56, out.string(h));
            out.i64(arguments + 64, i);
            Flat flat = new Flat(1);
            flat.i32(0, (int) arguments);
            flat.pass(frame);
        }, (Frame frame) -> {
            Lift in = frame.lift();
            long at = in.at(frame.i32(0), 8, 4);
            return liftPoint(in, at);
        });
    }

    private static long lowerShapeList(Lower out, List<Plugin.Shape> value) {
        List<Plugin.Shape> elements = Lower.elements(value);
        long place = out.list(elements.size(), 24, 8);
        long at = place;
        for (Plugin.Shape each : elements) {
            lowerShape(out, at, each);
            at += 24;
        }
        return Lower.pair(place, elements.size());
    }

    private static void lowerShape(Lower out, long at, Plugin.Shape value) {
        Lower.present(value, "Plugin.Shape");
        if (value instanceof Plugin.Dot) {
            out.u8(at, 0);
        } else if (value instanceof Plugin.Circle case1) {
            out.u8(at, 1);
            lowerPoint(out, at + 8, case1.center());
            out.f64(at + 16, case1.radius());
        }
    }

    private static void lowerPoint(Lower out, long at, Plugin.Point value) {
        Lower.present(value, "Plugin.Point");
        out.i32(at, value.x());
        out.i32(at + 4, value.y());
    }

    private static Plugin.Point liftPoint(Lift in, long at) {
        return new Plugin.Point(in.i32(at), in.i32(at + 4));
    }
}
