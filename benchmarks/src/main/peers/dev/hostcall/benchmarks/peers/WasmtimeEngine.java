package dev.hostcall.benchmarks.peers;

import dev.hostcall.benchmarks.compute.Engine;
import dev.hostcall.benchmarks.compute.EngineServer;
import dev.hostcall.benchmarks.compute.HostFunctions;
import io.github.kawamuray.wasmtime.Extern;
import io.github.kawamuray.wasmtime.Linker;
import io.github.kawamuray.wasmtime.Memory;
import io.github.kawamuray.wasmtime.Module;
import io.github.kawamuray.wasmtime.Store;
import io.github.kawamuray.wasmtime.WasmFunctions;
import io.github.kawamuray.wasmtime.WasmValType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Wasmtime, through its binding for Java. */
public final class WasmtimeEngine implements Engine {
    private static final WasmValType<Integer> I32 = WasmValType.I32;
    private static final WasmValType<Long> I64 = WasmValType.I64;

    private final Store<Void> store = Store.withoutData();

    /** Of the one module that passes strings, once it has. */
    private @Nullable Memory memory;

    /** Takes no arguments. */
    public static void main(String[] arguments) throws IOException {
        EngineServer.serve(new WasmtimeEngine());
    }

    @Override
    public Guest open(Path wasm) {
        String instance = String.valueOf(wasm.getFileName());
        Linker linker = new Linker(store.engine());
        linker.define(store, "env", "add", Extern.fromFunc(WasmFunctions.wrap(store, I64, I64, I64, HostFunctions::add)));
        linker.define(
                store,
                "env",
                "str",
                Extern.fromFunc(WasmFunctions.wrap(
                        store, I32, I32, I32, (address, length) -> str(linker, instance, address, length))));
        linker.module(store, instance, Module.fromFile(store.engine(), wasm.toString()));
        return name -> WasmFunctions.func(store, export(linker, instance, name).func(), I64, I64)::call;
    }

    private int str(Linker linker, String instance, int address, int length) {
        if (memory == null) {
            memory = export(linker, instance, "memory").memory();
        }
        ByteBuffer contents = memory.buffer(store);
        byte[] bytes = new byte[length];
        contents.position(address);
        contents.get(bytes);
        return HostFunctions.str(new String(bytes, StandardCharsets.UTF_8));
    }

    private Extern export(Linker linker, String instance, String name) {
        return linker.get(store, instance, name).orElseThrow();
    }
}
