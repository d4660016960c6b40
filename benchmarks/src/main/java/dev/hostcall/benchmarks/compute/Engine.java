package dev.hostcall.benchmarks.compute;

import java.io.IOException;
import java.nio.file.Path;

/** A way to run WebAssembly, as {@link EngineServer} offers it to another process. */
public interface Engine {
    /** A line about the engine in this process, such as whether it compiles; empty if there is nothing to say. */
    default String note() {
        return "";
    }

    /**
     * Makes an instance of a module.
     *
     * @param wasm a module whose imports, if any, are {@code env.add} and {@code env.str} of {@link HostFunctions}
     */
    Guest open(Path wasm) throws IOException;

    /** An instance. */
    interface Guest {
        /** An exported function from one i64 to another. */
        Function function(String name);
    }

    /** An exported function. */
    @FunctionalInterface
    interface Function {
        /** Runs it. */
        long call(long argument);
    }
}
