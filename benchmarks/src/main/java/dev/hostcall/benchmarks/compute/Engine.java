package dev.hostcall.benchmarks.compute;

import java.io.IOException;
import java.nio.file.Path;

/** A way to run WebAssembly, as {@link EngineServer} offers it to another process. */
public interface Engine {
    /** A remark on the engine in this process, such as whether it compiles; empty if there is none. */
    default String note() {
        return "";
    }

    /**
     * Makes an instance of a module.
     *
     * @param wasm a module that imports nothing but what {@link HostFunctions} has
     */
    Guest open(Path wasm) throws IOException;

    /** An instance. */
    interface Guest {
        /** An exported function from one i64 to another. */
        Function function(String name);

        /** An exported function from any number of i32 to one, or to nothing. */
        IntFunction intFunction(String name);

        /** Copies bytes out of its memory. */
        byte[] read(int address, int length);

        /** Copies bytes into its memory. */
        void write(int address, byte[] bytes);
    }

    /** An exported function. */
    @FunctionalInterface
    interface Function {
        /** Runs it. */
        long call(long argument);
    }

    /** An exported function. */
    @FunctionalInterface
    interface IntFunction {
        /** Runs it; 0 if it has no result. */
        int call(int... arguments);
    }
}
