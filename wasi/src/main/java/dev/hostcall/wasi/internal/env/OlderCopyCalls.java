package dev.hostcall.wasi.internal.env;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.runtime.Memory;

/** Where copying returns the place that was copied to, as {@code memcpy} does. */
@HostcallModule("env")
final class OlderCopyCalls {
    @Hostcall(name = "emscripten_memcpy_big")
    int copy(Memory memory, int to, int from, int length) {
        EmscriptenCalls.copy(memory, to, from, length);
        return to;
    }
}
