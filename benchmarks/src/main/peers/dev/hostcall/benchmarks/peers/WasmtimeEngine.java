package dev.hostcall.benchmarks.peers;

import dev.hostcall.benchmarks.compute.Engine;
import dev.hostcall.benchmarks.compute.EngineServer;
import dev.hostcall.benchmarks.compute.HostFunctions;
import io.github.kawamuray.wasmtime.Extern;
import io.github.kawamuray.wasmtime.Func;
import io.github.kawamuray.wasmtime.FuncType;
import io.github.kawamuray.wasmtime.Linker;
import io.github.kawamuray.wasmtime.Memory;
import io.github.kawamuray.wasmtime.Module;
import io.github.kawamuray.wasmtime.Store;
import io.github.kawamuray.wasmtime.Val;
import io.github.kawamuray.wasmtime.WasmFunctions;
import io.github.kawamuray.wasmtime.WasmValType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Wasmtime, through its binding for Java. */
public final class WasmtimeEngine implements Engine {
    private static final WasmValType<Integer> I32 = WasmValType.I32;
    private static final WasmValType<Long> I64 = WasmValType.I64;

    private final Store<Void> store = Store.withoutData();

    /** Takes no arguments. */
    public static void main(String[] arguments) throws IOException {
        EngineServer.serve(new WasmtimeEngine());
    }

    @Override
    public Guest open(Path wasm) {
        WasmtimeGuest guest = new WasmtimeGuest(store, String.valueOf(wasm.getFileName()));
        guest.define("env", "add", WasmFunctions.wrap(store, I64, I64, I64, HostFunctions::add));
        guest.define("env", "str", WasmFunctions.wrap(store, I32, I32, I32, guest::str));
        guest.define("env", "mapping_callback", procedure(10, HostFunctions::report));
        guest.define(
                "env",
                "emscripten_notify_memory_growth",
                procedure(1, arguments -> HostFunctions.emscriptenNotifyMemoryGrowth(arguments[0])));
        guest.define(
                "wasi_snapshot_preview1", "proc_exit", procedure(1, arguments -> HostFunctions.procExit(arguments[0])));
        guest.instantiate(wasm);
        return guest;
    }

    private Func procedure(int parameters, Consumer<int[]> body) {
        FuncType type = FuncType.emptyResults(
                Collections.nCopies(parameters, Val.Type.I32).toArray(Val.Type[]::new));
        return new Func(
                store,
                type,
                (caller, arguments, results) ->
                        body.accept(Arrays.stream(arguments).mapToInt(Val::i32).toArray()));
    }

    /** Linker and instance in one, as the imports read the instance's memory. */
    private static final class WasmtimeGuest implements Guest {
        private final Store<Void> store;
        private final Linker linker;
        private final String instance;
        private @Nullable Memory memory;

        WasmtimeGuest(Store<Void> store, String instance) {
            this.store = store;
            this.instance = instance;
            linker = new Linker(store.engine());
        }

        void define(String module, String name, Func function) {
            linker.define(store, module, name, Extern.fromFunc(function));
        }

        void instantiate(Path wasm) {
            linker.module(store, instance, Module.fromFile(store.engine(), wasm.toString()));
        }

        int str(int address, int length) {
            return HostFunctions.str(new String(read(address, length), StandardCharsets.UTF_8));
        }

        @Override
        public Function function(String name) {
            return WasmFunctions.func(store, export(name).func(), I64, I64)::call;
        }

        @Override
        public IntFunction intFunction(String name) {
            Func function = export(name).func();
            return arguments -> {
                Val[] results = function.call(
                        store, Arrays.stream(arguments).mapToObj(Val::fromI32).toArray(Val[]::new));
                return results.length == 0 ? 0 : results[0].i32();
            };
        }

        @Override
        public byte[] read(int address, int length) {
            byte[] bytes = new byte[length];
            contents(address).get(bytes);
            return bytes;
        }

        @Override
        public void write(int address, byte[] bytes) {
            contents(address).put(bytes);
        }

        private ByteBuffer contents(int address) {
            if (memory == null) {
                memory = export("memory").memory();
            }
            return memory.buffer(store).position(address);
        }

        private Extern export(String name) {
            return linker.get(store, instance, name).orElseThrow();
        }
    }
}
