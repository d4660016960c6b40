package dev.hostcall.benchmarks.compute;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.Metering;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import java.io.IOException;
import java.nio.file.Path;

/** Ours. */
final class HostcallEngine implements Engine {
    private static final int MODULES = 3;

    private final CompilerOptions options;
    private final Region region = Region.create(MODULES, Limits.defaults());

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
        Instance instance = region.newInstance(module, HostFunctionsHostcalls.of());
        return name -> instance.function(name)::invokeRaw;
    }
}
