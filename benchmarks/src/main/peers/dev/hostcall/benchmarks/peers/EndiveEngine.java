package dev.hostcall.benchmarks.peers;

import run.endive.compiler.MachineFactoryCompiler;
import run.endive.runtime.ExportFunction;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.wasm.Parser;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.ValType;
import dev.hostcall.benchmarks.compute.Engine;
import dev.hostcall.benchmarks.compute.EngineServer;
import dev.hostcall.benchmarks.compute.HostFunctions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** Endive, which compiles to the JVM's bytecode. */
public final class EndiveEngine implements Engine {
    private static final ImportValues IMPORTS = ImportValues.builder()
            .addFunction(
                    new HostFunction(
                            "env",
                            "add",
                            FunctionType.of(List.of(ValType.I64, ValType.I64), List.of(ValType.I64)),
                            (guest, arguments) -> new long[] {HostFunctions.add(arguments[0], arguments[1])}),
                    new HostFunction(
                            "env",
                            "str",
                            FunctionType.of(List.of(ValType.I32, ValType.I32), List.of(ValType.I32)),
                            (guest, arguments) -> new long[] {
                                HostFunctions.str(
                                        guest.memory().readString((int) arguments[0], (int) arguments[1]))
                            }),
                    procedure("env", "mapping_callback", 10, HostFunctions::report),
                    procedure(
                            "env",
                            "emscripten_notify_memory_growth",
                            1,
                            arguments -> HostFunctions.emscriptenNotifyMemoryGrowth(arguments[0])),
                    procedure(
                            "wasi_snapshot_preview1",
                            "proc_exit",
                            1,
                            arguments -> HostFunctions.procExit(arguments[0])))
            .build();

    private static HostFunction procedure(String module, String name, int parameters, Consumer<int[]> body) {
        FunctionType type = FunctionType.of(Collections.nCopies(parameters, ValType.I32), List.of());
        return new HostFunction(module, name, type, (guest, arguments) -> {
            body.accept(Arrays.stream(arguments).mapToInt(argument -> (int) argument).toArray());
            return null;
        });
    }

    /** Takes no arguments. */
    public static void main(String[] arguments) throws IOException {
        EngineServer.serve(new EndiveEngine());
    }

    @Override
    public Guest open(Path wasm) {
        Instance instance = Instance.builder(Parser.parse(wasm.toFile()))
                .withImportValues(IMPORTS)
                .withMachineFactory(MachineFactoryCompiler::compile)
                .build();
        return new EndiveGuest(instance);
    }

    private record EndiveGuest(Instance instance) implements Guest {
        @Override
        public Function function(String name) {
            ExportFunction function = instance.export(name);
            return argument -> function.apply(argument)[0];
        }

        @Override
        public IntFunction intFunction(String name) {
            ExportFunction function = instance.export(name);
            return arguments -> {
                long[] results = function.apply(Arrays.stream(arguments).asLongStream().toArray());
                return results == null || results.length == 0 ? 0 : (int) results[0];
            };
        }

        @Override
        public byte[] read(int address, int length) {
            return instance.memory().readBytes(address, length);
        }

        @Override
        public void write(int address, byte[] bytes) {
            instance.memory().write(address, bytes);
        }
    }
}
