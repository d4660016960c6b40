package dev.hostcall.wasi.internal.env;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.runtime.Memory;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Where a function returns two numbers to C: programs of older versions of Emscripten leave the second one with the host until
 * the caller takes it.
 */
@HostcallModule("env")
final class UpperHalfCalls {
    /** By what each instance has one of, as these functions may serve many. */
    private final Map<Memory, Integer> values = Collections.synchronizedMap(new WeakHashMap<>());

    @Hostcall(name = "setTempRet0")
    void leave(Memory memory, int value) {
        values.put(memory, value);
    }

    @Hostcall(name = "getTempRet0")
    int take(Memory memory) {
        return values.getOrDefault(memory, 0);
    }
}
