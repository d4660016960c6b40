package dev.hostcall.wasi.internal.env;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.runtime.Memory;
import dev.hostcall.runtime.Vmctx;

/** Those of Emscripten's functions that had other types before. */
@HostcallModule("env")
final class OlderCalls {
    /** Returns the place that was copied to, as {@code memcpy} does. */
    @Hostcall(name = "emscripten_memcpy_big")
    int copy(Memory memory, int to, int from, int length) {
        EmscriptenCalls.copy(memory, to, from, length);
        return to;
    }

    @Hostcall(name = "_gmtime_js")
    void gmtime(Memory memory, long time, int to) {
        new Tm(memory, to).write(time);
    }

    @Hostcall(name = "_localtime_js")
    void localtime(Memory memory, long time, int to) {
        new Tm(memory, to).writeLocal(time);
    }

    /** The names are pointers, to memory of the program's. */
    @Hostcall(name = "_tzset_js")
    void tzset(Vmctx vmctx, Memory memory, int westOfUtc, int hasSummerTime, int names) {
        CalendarCalls.writeZone(memory, westOfUtc, hasSummerTime);
        int name = vmctx.call("malloc", CalendarCalls.ZONE.length).i32();
        if (name != 0) {
            memory.writeBytes(Integer.toUnsignedLong(name), CalendarCalls.ZONE);
        }
        long at = Integer.toUnsignedLong(names);
        memory.writeInt(at, name);
        memory.writeInt(at + Integer.BYTES, name);
    }
}
