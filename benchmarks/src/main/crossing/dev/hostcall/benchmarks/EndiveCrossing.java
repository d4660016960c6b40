package dev.hostcall.benchmarks;

import dev.hostcall.benchmarks.Values.Ten;
import dev.hostcall.text.Wat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import run.endive.compiler.MachineFactoryCompiler;
import run.endive.runtime.ExportFunction;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.runtime.WasmFunctionHandle;
import run.endive.wasm.Parser;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.ValType;

/** The guests of {@link Crossing} in Endive, which compiles them to the JVM's bytecode: with numbers and its memory, the way it has. */
public class EndiveCrossing extends PerCall {
    private static final long[] NOTHING = {};

    private Instance instance;
    private Instance calledOnly;

    /** For JMH. */
    @Setup
    public void openOwn() {
        ImportValues imports = ImportValues.builder()
                .addFunction(
                        function("take_text", 2, List.of(ValType.I32), EndiveCrossing::takeText),
                        function("give_text", 1, List.of(), EndiveCrossing::giveText),
                        function("give_text_into", 1, List.of(ValType.I32), EndiveCrossing::giveTextInto),
                        function("take_ten", 1, List.of(ValType.I64), EndiveCrossing::takeTen),
                        function("give_ten", 1, List.of(), EndiveCrossing::giveTen),
                        function("take_many", 2, List.of(ValType.I64), EndiveCrossing::takeMany))
                .build();
        instance = Instance.builder(Parser.parse(Wat.toWasm(WasmGuest.text("by-hand.wat"))))
                .withImportValues(imports)
                .withMachineFactory(MachineFactoryCompiler::compile)
                .build();
        calledOnly = Instance.builder(Parser.parse(Wat.toWasm(WasmGuest.text("echo.wat"))))
                .withMachineFactory(MachineFactoryCompiler::compile)
                .build();
    }

    private static HostFunction function(String name, int parameters, List<ValType> results, WasmFunctionHandle body) {
        List<ValType> taken = Collections.nCopies(parameters, ValType.I32);
        return new HostFunction(
                "by_hand", name, FunctionType.of(taken, results), body);
    }

    private static long[] takeText(Instance guest, long... arguments) {
        return new long[] {
            guest.memory().readString((int) arguments[0], (int) arguments[1]).length()
        };
    }

    private static long[] giveText(Instance guest, long... arguments) {
        byte[] bytes = Values.TEXT.getBytes(StandardCharsets.UTF_8);
        int at = (int) guest.export("cabi_realloc").apply(0, 0, 1, bytes.length)[0];
        Memory memory = guest.memory();
        memory.write(at, bytes);
        memory.writeI32((int) arguments[0], at);
        memory.writeI32((int) arguments[0] + 4, bytes.length);
        return NOTHING;
    }

    private static long[] giveTextInto(Instance guest, long... arguments) {
        byte[] bytes = Values.TEXT.getBytes(StandardCharsets.UTF_8);
        guest.memory().write((int) arguments[0], bytes);
        return new long[] {bytes.length};
    }

    private static long[] takeTen(Instance guest, long... arguments) {
        Memory memory = guest.memory();
        int at = (int) arguments[0];
        Ten ten = new Ten(
                memory.readInt(at),
                memory.readInt(at + 4),
                memory.readInt(at + 8),
                memory.readLong(at + 16),
                memory.readLong(at + 24),
                memory.readDouble(at + 32),
                memory.readDouble(at + 40),
                memory.readLong(at + 48),
                memory.readShort(at + 56),
                memory.read(at + 58) != 0);
        return new long[] {ten.sum()};
    }

    private static long[] giveTen(Instance guest, long... arguments) {
        Memory memory = guest.memory();
        Ten ten = Values.TEN;
        int at = (int) arguments[0];
        memory.writeI32(at, ten.first());
        memory.writeI32(at + 4, ten.second());
        memory.writeI32(at + 8, ten.third());
        memory.writeLong(at + 16, ten.fourth());
        memory.writeLong(at + 24, ten.fifth());
        memory.writeF64(at + 32, ten.sixth());
        memory.writeF64(at + 40, ten.seventh());
        memory.writeLong(at + 48, ten.eighth());
        memory.writeShort(at + 56, ten.ninth());
        memory.writeByte(at + 58, (byte) (ten.tenth() ? 1 : 0));
        return NOTHING;
    }

    private static long[] takeMany(Instance guest, long... arguments) {
        int length = (int) arguments[1];
        byte[] bytes = guest.memory().readBytes((int) arguments[0], length * Long.BYTES);
        long[] values = new long[length];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(values);
        return new long[] {values[length - 1]};
    }

    private Object loop(String name) {
        return instance.export(name).apply(CALLS);
    }

    /** A guest passes a text of 64 bytes. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object takeTextEndive() {
        return loop("take_text_loop");
    }

    /** A guest is given a text of 64 bytes, in memory of its allocator. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object giveTextEndive() {
        return loop("give_text_loop");
    }

    /** The same, into memory that the guest has ready. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object giveTextIntoEndive() {
        return loop("give_text_into_loop");
    }

    /** A guest passes a record of ten numbers. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object takeTenEndive() {
        return loop("take_ten_loop");
    }

    /** A guest is given a record of ten numbers. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object giveTenEndive() {
        return loop("give_ten_loop");
    }

    /** A guest passes a list of 1,000 numbers. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object takeManyEndive() {
        return loop("take_many_loop");
    }

    /** Java passes a text of 64 bytes to a guest and is given one. */
    @Benchmark
    public Object echoEndive() {
        Memory memory = calledOnly.memory();
        byte[] bytes = Values.TEXT.getBytes(StandardCharsets.UTF_8);
        ExportFunction allocator = calledOnly.export("cabi_realloc");
        int at = (int) allocator.apply(0, 0, 1, bytes.length)[0];
        memory.write(at, bytes);
        int result = (int) calledOnly.export("echo").apply(at, bytes.length)[0];
        return memory.readString(memory.readInt(result), memory.readInt(result + 4));
    }
}
