package dev.hostcall.benchmarks.startup;

import java.nio.file.Path;
import run.endive.compiler.MachineFactoryCompiler;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.wasi.WasiOptions;
import run.endive.wasi.WasiPreview1;
import run.endive.wasm.Parser;

/** A program in Endive, which interprets it, or compiles it to the JVM's bytecode as it starts. */
public final class EndiveHello {
    private EndiveHello() {}

    /** Takes the module, and {@code interpret} or {@code compile}. */
    public static void main(String[] arguments) {
        WasiOptions options = WasiOptions.builder().withStdout(System.out).build();
        try (WasiPreview1 wasi = WasiPreview1.builder().withOptions(options).build()) {
            Instance.Builder builder = Instance.builder(Parser.parse(Path.of(arguments[0]).toFile()))
                    .withImportValues(ImportValues.builder()
                            .addFunction(wasi.toHostFunctions())
                            .build());
            if (arguments[1].equals("compile")) {
                builder.withMachineFactory(MachineFactoryCompiler::compile);
            }
            builder.build(); // calls _start
        }
        System.out.flush();
    }
}
