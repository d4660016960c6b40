package dev.hostcall.benchmarks;

import dev.hostcall.benchmarks.Values.Ten;
import dev.hostcall.text.Wat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.extism.sdk.chicory.CurrentPlugin;
import org.extism.sdk.chicory.ExtismFunction;
import org.extism.sdk.chicory.ExtismHostFunction;
import org.extism.sdk.chicory.ExtismValType;
import org.extism.sdk.chicory.HostEnv;
import org.extism.sdk.chicory.Manifest;
import org.extism.sdk.chicory.ManifestWasm;
import org.extism.sdk.chicory.Plugin;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;

/** {@code extism.wat} in Extism's SDK for the JVM: values cross in blocks of its own memory, which guests fill by calls. */
public class ExtismCrossing extends PerCall {
    private static final byte[] TIMES =
            ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(CALLS).array();

    private Plugin plugin;

    /** For JMH. */
    @Setup
    public void openOwn() {
        byte[] wasm = Wat.toWasm(WasmGuest.text("extism.wat"));
        Manifest manifest = Manifest.ofWasms(ManifestWasm.fromBytes(wasm).build())
                .withOptions(new Manifest.Options().withAoT())
                .build();
        plugin = Plugin.ofManifest(manifest)
                .withHostFunctions(
                        function("take_text", 1, (guest, taken, given) -> {
                            byte[] text = block(guest, taken.getLong(0));
                            given.setLong(0, new String(text, StandardCharsets.UTF_8).length());
                        }),
                        function(
                                "give_text",
                                0,
                                (guest, taken, given) -> given.setLong(
                                        0, block(guest, Values.TEXT.getBytes(StandardCharsets.UTF_8)))),
                        function("take_ten", 1, (guest, taken, given) -> {
                            ByteBuffer fields = buffer(block(guest, taken.getLong(0)));
                            Ten ten = new Ten(
                                    fields.getInt(0),
                                    fields.getInt(4),
                                    fields.getInt(8),
                                    fields.getLong(16),
                                    fields.getLong(24),
                                    fields.getDouble(32),
                                    fields.getDouble(40),
                                    fields.getLong(48),
                                    fields.getShort(56),
                                    fields.get(58) != 0);
                            given.setLong(0, ten.sum());
                        }),
                        function("give_ten", 0, (guest, taken, given) -> given.setLong(0, block(guest, ten()))),
                        function("take_many", 1, (guest, taken, given) -> {
                            ByteBuffer numbers = buffer(block(guest, taken.getLong(0)));
                            long[] values = new long[numbers.capacity() / Long.BYTES];
                            numbers.asLongBuffer().get(values);
                            given.setLong(0, values[values.length - 1]);
                        }))
                .build();
    }

    private static ExtismHostFunction function(String name, int parameters, ExtismFunction body) {
        List<ExtismValType> taken = Collections.nCopies(parameters, ExtismValType.I64);
        return ExtismHostFunction.of(name, taken, List.of(ExtismValType.I64), body);
    }

    private static byte[] ten() {
        Ten ten = Values.TEN;
        return buffer(new byte[64])
                .putInt(0, ten.first())
                .putInt(4, ten.second())
                .putInt(8, ten.third())
                .putLong(16, ten.fourth())
                .putLong(24, ten.fifth())
                .putDouble(32, ten.sixth())
                .putDouble(40, ten.seventh())
                .putLong(48, ten.eighth())
                .putShort(56, ten.ninth())
                .put(58, (byte) (ten.tenth() ? 1 : 0))
                .array();
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] block(CurrentPlugin guest, long offset) {
        HostEnv.Memory memory = guest.memory();
        return memory.memory().readBytes((int) offset, (int) memory.length(offset));
    }

    private static long block(CurrentPlugin guest, byte[] bytes) {
        HostEnv.Memory memory = guest.memory();
        long offset = memory.alloc(bytes.length);
        memory.memory().write((int) offset, bytes);
        return offset;
    }

    /** A guest passes a text of 64 bytes. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object takeTextExtism() {
        return plugin.call("take_text_loop", TIMES);
    }

    /** A guest is given a text of 64 bytes. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object giveTextExtism() {
        return plugin.call("give_text_loop", TIMES);
    }

    /** A guest passes a record of ten numbers. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object takeTenExtism() {
        return plugin.call("take_ten_loop", TIMES);
    }

    /** A guest is given a record of ten numbers. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object giveTenExtism() {
        return plugin.call("give_ten_loop", TIMES);
    }

    /** A guest passes a list of 1,000 numbers. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object takeManyExtism() {
        return plugin.call("take_many_loop", TIMES);
    }

    /** Java passes a text of 64 bytes to a guest and is given one. */
    @Benchmark
    public Object echoExtism() {
        return new String(
                plugin.call("echo", Values.TEXT.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
