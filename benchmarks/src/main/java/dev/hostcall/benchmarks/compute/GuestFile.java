package dev.hostcall.benchmarks.compute;

import dev.hostcall.guests.Tool;
import dev.hostcall.text.Wat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A WebAssembly module that is benchmarked. */
enum GuestFile {
    MICRO(GuestFile::assemble),
    KERNELS(clang("kernels.c")),
    SIMD(clang("simd.c", "-msimd128")),
    JPEG(RustPrograms::module),
    SOURCE_MAP(NpmPrograms.file(NpmPrograms.SOURCE_MAP, "lib/mappings.wasm")),
    MP3(NpmPrograms.file(NpmPrograms.MEDIA_ENCODERS, "wasm/mp3.wasm")),
    OGG(NpmPrograms.file(NpmPrograms.MEDIA_ENCODERS, "wasm/ogg.wasm"));

    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    private final Origin origin;

    GuestFile(Origin origin) {
        this.origin = origin;
    }

    /** Where it is in a folder, once it is made. */
    Path in(Path folder) {
        return folder.resolve(module() + ".wasm");
    }

    /** Its name without an ending. */
    String module() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Makes it anew.
     *
     * @throws IOException if it cannot be made here; then it is not in the folder
     */
    void make(Path sources, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path wasm = in(folder);
        Files.deleteIfExists(wasm);
        origin.make(sources, wasm);
    }

    private static void assemble(Path sources, Path wasm) throws IOException {
        Files.write(wasm, Wat.toWasm(Files.readString(sources.resolve("micro.wat"))));
    }

    private static Origin clang(String source, String... options) {
        return (sources, wasm) -> {
            Path object = wasm.resolveSibling(source.replace(".c", ".o"));
            List<String> arguments = new ArrayList<>(List.of("--target=wasm32", "-O2", "-mbulk-memory"));
            arguments.addAll(List.of(options));
            arguments.addAll(List.of("-c", sources.resolve(source).toString(), "-o", object.toString()));
            Tool.find("clang", "clang").run(arguments);
            Tool.find("wasm-ld", "lld").run(List.of("--no-entry", object.toString(), "-o", wasm.toString()));
        };
    }
}
