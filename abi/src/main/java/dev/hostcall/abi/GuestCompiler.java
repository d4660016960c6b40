package dev.hostcall.abi;

import java.nio.file.Path;
import java.util.Map;

/** A compiler that the runtime finds as a service, for modules that come without an object for this machine. */
public interface GuestCompiler {
    /**
     * Compiles a module for this machine.
     *
     * @param wasm the module in the binary format
     * @param options by the names in {@link GuestResource}; what is missing is as the compiler has it by default
     * @return the object, a file that stays
     * @throws RuntimeException if the module is refused or cannot be compiled; the message says why
     */
    Path compile(byte[] wasm, Map<String, String> options);
}
