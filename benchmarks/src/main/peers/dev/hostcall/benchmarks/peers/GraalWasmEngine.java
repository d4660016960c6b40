package dev.hostcall.benchmarks.peers;

import dev.hostcall.benchmarks.compute.Engine;
import dev.hostcall.benchmarks.compute.EngineServer;
import dev.hostcall.benchmarks.compute.HostFunctions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
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
        GraalWasmGuest guest = new GraalWasmGuest();
        ProxyExecutable add = arguments -> HostFunctions.add(arguments[0].asLong(), arguments[1].asLong());
        ProxyExecutable str = arguments -> HostFunctions.str(
                new String(guest.read(arguments[0].asInt(), arguments[1].asInt()), StandardCharsets.UTF_8));
        Map<String, Object> env = Map.of(
                "add",
                add,
                "str",
                str,
                "mapping_callback",
                procedure(HostFunctions::report),
                "emscripten_notify_memory_growth",
                procedure(arguments -> HostFunctions.emscriptenNotifyMemoryGrowth(arguments[0])));
        Map<String, Object> wasi = Map.of("proc_exit", procedure(arguments -> HostFunctions.procExit(arguments[0])));
        Value instance = module.newInstance(ProxyObject.fromMap(
                Map.of("env", ProxyObject.fromMap(env), "wasi_snapshot_preview1", ProxyObject.fromMap(wasi))));
        guest.exports = instance.getMember("exports");
        guest.memory = guest.exports.getMember("memory");
        return guest;
    }

    private static ProxyExecutable procedure(Consumer<int[]> body) {
        return arguments -> {
            body.accept(Arrays.stream(arguments).mapToInt(Value::asInt).toArray());
            return null;
        };
    }

    /** Made before the instance, as its imports read its memory. */
    private static final class GraalWasmGuest implements Guest {
        private Value exports = Value.asValue(null);
        private Value memory = Value.asValue(null);

        @Override
        public Function function(String name) {
            Value function = exports.getMember(name);
            return argument -> function.execute(argument).asLong();
        }

        @Override
        public IntFunction intFunction(String name) {
            Value function = exports.getMember(name);
            return arguments -> {
                Value result = function.execute(Arrays.stream(arguments).boxed().toArray());
                return result.isNumber() ? result.asInt() : 0;
            };
        }

        @Override
        public byte[] read(int address, int length) {
            byte[] bytes = new byte[length];
            memory.readBuffer(address, bytes, 0, length);
            return bytes;
        }

        @Override
        public void write(int address, byte[] bytes) {
            ByteBuffer from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            while (from.remaining() >= Long.BYTES) {
                memory.writeBufferLong(ByteOrder.LITTLE_ENDIAN, address + from.position(), from.getLong());
            }
            while (from.hasRemaining()) {
                memory.writeBufferByte(address + from.position(), from.get());
            }
        }
    }
}
