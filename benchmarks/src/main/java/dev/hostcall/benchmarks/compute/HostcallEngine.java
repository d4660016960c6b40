package dev.hostcall.benchmarks.compute;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.Metering;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.runtime.GuestFunction;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Ours. */
final class HostcallEngine implements Engine {
    private final CompilerOptions options;
    private final Region region = Region.create(GuestFile.values().length, Limits.defaults());

    private HostcallEngine(CompilerOptions options) {
        this.options = options;
    }

    /** Takes a bounds mode and whether to meter, by the names of their constants. */
    public static void main(String[] arguments) throws IOException {
        EngineServer.serve(new HostcallEngine(CompilerOptions.defaults()
                .withBounds(BoundsMode.valueOf(arguments[0]))
                .withMetering(Metering.valueOf(arguments[1]))));
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // open as long as this process
    public Guest open(Path wasm) {
        GuestModule module = GuestModule.load(WasmCompiler.compile(wasm, options));
        return new HostcallGuest(region.newInstance(module, HostFunctionsHostcalls.of()));
    }

    private record HostcallGuest(Instance instance) implements Guest {
        @Override
        public Function function(String name) {
            return instance.function(name)::invokeRaw;
        }

        @Override
        public IntFunction intFunction(String name) {
            GuestFunction function = instance.function(name);
            return arguments -> (int)
                    function.invokeRaw(Arrays.stream(arguments).asLongStream().toArray());
        }

        @Override
        public byte[] read(int address, int length) {
            return instance.memory().readBytes(Integer.toUnsignedLong(address), length);
        }

        @Override
        public void write(int address, byte[] bytes) {
            instance.memory().writeBytes(Integer.toUnsignedLong(address), bytes);
        }
    }
}
