package com.example;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.runtime.Memory;
import dev.hostcall.runtime.MemorySlice;
import dev.hostcall.runtime.Vmctx;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

@HostcallModule("all")
public abstract class Everything<T extends Comparable<T>> {
    @Hostcall
    void nothing() {}

    @Hostcall
    abstract int allParameters(
            int i, long l, float f, double d, boolean b, String s, byte[] bytes, MemorySlice slice, Vmctx vmctx, Memory m);

    @Hostcall
    abstract long aLong(Memory memory, boolean flag) throws IOException;

    @Hostcall
    abstract float aFloat(String text, Vmctx vmctx, String other);

    @Hostcall
    abstract double aDouble();

    @Hostcall
    abstract boolean aBoolean();

    @Hostcall
    abstract CompletableFuture<Void> laterNothing();

    @Hostcall
    abstract CompletableFuture<Integer> laterInt();

    @Hostcall
    abstract CompletionStage<Long> laterLong();

    @Hostcall
    abstract CompletionStage<Float> laterFloat() throws InterruptedException;

    @Hostcall
    abstract CompletableFuture<Double> laterDouble(byte[] data);

    @Hostcall
    abstract CompletableFuture<Boolean> laterBoolean(Vmctx vmctx);

    @Hostcall(module = "env", name = "hash")
    public static int hashOf(byte[] data) {
        return data.length;
    }

    @Hostcall(name = "hash")
    public static long hashOf(byte[] data, long seed) {
        return data.length + seed;
    }
}
