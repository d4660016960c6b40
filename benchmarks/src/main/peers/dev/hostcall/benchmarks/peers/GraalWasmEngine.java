package dev.hostcall.benchmarks.peers;

import dev.hostcall.benchmarks.compute.Engine;
import dev.hostcall.benchmarks.compute.EngineServer;
import dev.hostcall.benchmarks.compute.HostFunctions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;

/** GraalWasm, which compiles on a JVM that has Graal's compiler, and interprets elsewhere. */
public final class GraalWasmEngine implements Engine {
    private final Context context = Context.newBuilder("wasm")
            .allowExperimentalOptions(true)
            .option("engine.WarnInterpreterOnly", "false")
            .build();

    /** Takes no arguments. */
    public static void main(String[] arguments) throws IOException {
        EngineServer.serve(new GraalWasmEngine());
    }

    @Override
    public String note() {
        String name = context.getEngine().getImplementationName();
        return name.equals("Interpreted") ? "interprets here: its compiler needs JDK 21 or later" : "compiles (" + name + ")";
    }

    @Override
    public Guest open(Path wasm) throws IOException {
        Value module = context.eval(Source.newBuilder("wasm", wasm.toFile()).build());
        Memory memory = new Memory();
        ProxyExecutable add = arguments -> HostFunctions.add(arguments[0].asLong(), arguments[1].asLong());
        ProxyExecutable str = arguments -> HostFunctions.str(memory.string(arguments[0].asInt(), arguments[1].asInt()));
        Value instance = module.newInstance(
                ProxyObject.fromMap(Map.of("env", ProxyObject.fromMap(Map.of("add", add, "str", str)))));
        Value exports = instance.getMember("exports");
        memory.value = exports.getMember("memory");
        return name -> {
            Value function = exports.getMember(name);
            return argument -> function.execute(argument).asLong();
        };
    }

    /** The guest's memory, which is there after the imports. */
    private static final class Memory {
        private Value value = Value.asValue(0);

        String string(int address, int length) {
            byte[] bytes = new byte[length];
            value.readBuffer(address, bytes, 0, length);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
