package dev.hostcall.wasi.internal.env;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.runtime.Memory;
import dev.hostcall.runtime.Vmctx;

/** Those of the functions on dates that had other types before. */
@HostcallModule("env")
final class OlderCalendarCalls {
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
