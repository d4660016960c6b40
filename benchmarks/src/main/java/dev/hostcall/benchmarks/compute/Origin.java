package dev.hostcall.benchmarks.compute;

import java.io.IOException;
import java.nio.file.Path;

/** Where a WebAssembly module comes from. None is kept among the sources. */
interface Origin {
    /**
     * Makes the module.
     *
     * @param sources the folder of the guests' sources
     * @param wasm the file to write
     * @throws IOException if it cannot be made here; the message says why
     */
    void make(Path sources, Path wasm) throws IOException;
}
