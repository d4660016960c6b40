package dev.hostcall.benchmarks.startup;

import java.io.IOException;
import java.nio.file.Path;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;

/** A program in GraalWasm, which interprets it for as long as it takes. */
public final class GraalWasmHello {
    private GraalWasmHello() {}

    /** Takes the module. */
    public static void main(String[] arguments) throws IOException {
        try (Context context = Context.newBuilder("wasm")
                .option("wasm.Builtins", "wasi_snapshot_preview1")
                .option("engine.WarnInterpreterOnly", "false")
                .allowExperimentalOptions(true)
                .build()) {
            context.eval(Source.newBuilder("wasm", Path.of(arguments[0]).toFile()).build())
                    .newInstance()
                    .getMember("exports")
                    .invokeMember("_start");
        } catch (PolyglotException e) {
            if (!e.isExit() || e.getExitStatus() != 0) {
                throw e;
            }
        }
    }
}
