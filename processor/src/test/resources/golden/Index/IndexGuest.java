// Generated from com.example.Index; do not edit.
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Calls a guest by what {@code Index} declares.
 */
@SuppressWarnings({"all", "deprecation", "exports", "removal"})
public final class IndexGuest implements Index {
    private static final ExportDeclaration[] DECLARATIONS = {
        ExportDeclaration.of("acme:index/index@0.2.0-rc.1+build.5#find-all", "ii:i").allocating(),
        ExportDeclaration.of("acme:index/index@0.2.0-rc.1+build.5#put", "ii:i").allocating(),
        ExportDeclaration.of("acme:index/index@0.2.0-rc.1+build.5#compact", "i:"),
        ExportDeclaration.of("match-of", "i:i")
    };

    private final GuestExports exports;

    private final Executor executor;

    private IndexGuest(GuestExports exports, Executor executor) {
        this.exports = exports;
        this.executor = executor;
    }

    /**
     * Calls an instance; refused if it lacks something that is declared. Futures run on the executor.
     */
    public static IndexGuest of(Instance instance, Executor executor) {
        return new IndexGuest(instance.exports(DECLARATIONS), Objects.requireNonNull(executor, "executor"));
    }

    @Override
    public List<Index.Match> findAll(String query) {
        return exports.<List<Index.Match>>call(0, (Frame frame) -> {
            Lower out = frame.lower();
            Flat flat = new Flat(2);
            flat.pair(0, out.string(query));
            flat.pass(frame);
        }, (Frame frame) -> {
            Lift in = frame.lift();
            long at = in.at(frame.i32(0), 8, 4);
            return liftMatchList(in, in.i32(at), in.i32(at + 4));
        });
    }

    @Override
    public CompletableFuture<Integer> put(byte[] document) throws Index.Refused {
        return exports.<Integer>run(1, (Frame frame) -> {
            Lower out = frame.lower();
            Flat flat = new Flat(2);
            flat.pair(0, out.bytes(document));
            flat.pass(frame);
        }, (Frame frame) -> {
            Lift in = frame.lift();
            long at = in.at(frame.i32(0), 12, 4);
            if (Lift.discriminant(in.u8(at), 2, "result") == 1) {
                throw new GuestError(new Index.Refused(in.string(in.i32(at + 4), in.i32(at + 8))));
            }
            return in.i32(at + 4);
        }).start(executor);
    }

    @Override
    public GuestRun<Void> compact(int level) {
        return exports.<Void>run(2, (Frame frame) -> {
            Flat flat = new Flat(1);
            flat.i32(0, level);
            flat.pass(frame);
        }, (Frame frame) -> {
            return null;
        });
    }

    @Override
    public Index.Match matchOf(int number) {
        return exports.<Index.Match>call(3, (Frame frame) -> {
            Flat flat = new Flat(1);
            flat.i32(0, number);
            flat.pass(frame);
        }, (Frame frame) -> {
            Lift in = frame.lift();
            long at = in.at(frame.i32(0), 16, 8);
            return liftMatch(in, at);
        });
    }

    private static List<Index.Match> liftMatchList(Lift in, int pointer, int length) {
        long at = in.list(pointer, length, 16, 8);
        int count = Lift.length(length);
        List<Index.Match> elements = new ArrayList<>(count);
        for (int i = 0; i < count; i++, at += 16) {
            elements.add(liftMatch(in, at));
        }
        return elements;
    }

    private static Index.Match liftMatch(Lift in, long at) {
        return new Index.Match(in.string(in.i32(at), in.i32(at + 4)), in.f64(at + 8));
    }
}
