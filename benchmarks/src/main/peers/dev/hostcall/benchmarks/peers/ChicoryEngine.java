package dev.hostcall.benchmarks.peers;

import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import dev.hostcall.benchmarks.compute.Engine;
import dev.hostcall.benchmarks.compute.EngineServer;
import dev.hostcall.benchmarks.compute.HostFunctions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Chicory, which compiles to the JVM's bytecode. */
public final class ChicoryEngine implements Engine {
    private static final HostFunction ADD = new HostFunction(
            "env",
            "add",
            FunctionType.of(List.of(ValType.I64, ValType.I64), List.of(ValType.I64)),
            (guest, arguments) -> new long[] {HostFunctions.add(arguments[0], arguments[1])});
    private static final HostFunction STR = new HostFunction(
            "env",
            "str",
            FunctionType.of(List.of(ValType.I32, ValType.I32), List.of(ValType.I32)),
            (guest, arguments) -> new long[] {
                HostFunctions.str(guest.memory().readString((int) arguments[0], (int) arguments[1]))
            });

    /** Takes no arguments. */
    public static void main(String[] arguments) throws IOException {
        EngineServer.serve(new ChicoryEngine());
    }

    @Override
    public Guest open(Path wasm) {
        Instance instance = Instance.builder(Parser.parse(wasm.toFile()))
                .withImportValues(
                        ImportValues.builder().addFunction(ADD, STR).build())
                .withMachineFactory(MachineFactoryCompiler::compile)
                .build();
        return name -> {
            var function = instance.export(name);
            return argument -> function.apply(argument)[0];
        };
    }
}
