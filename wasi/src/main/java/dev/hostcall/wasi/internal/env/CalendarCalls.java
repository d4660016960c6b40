package dev.hostcall.wasi.internal.env;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.runtime.Memory;
import java.nio.charset.StandardCharsets;

/** Dates. A program's time zone is UTC. */
@HostcallModule("env")
final class CalendarCalls {
    static final byte[] ZONE = "UTC\0".getBytes(StandardCharsets.US_ASCII);

    /** Whether there is no such date. */
    @Hostcall(name = "_gmtime_js")
    boolean gmtime(Memory memory, long time, int to) {
        return !new Tm(memory, to).write(time);
    }

    /** Whether there is no such date. */
    @Hostcall(name = "_localtime_js")
    boolean localtime(Memory memory, long time, int to) {
        return !new Tm(memory, to).writeLocal(time);
    }

    @Hostcall(name = "_mktime_js")
    long mktime(Memory memory, int date) {
        Tm tm = new Tm(memory, date);
        tm.decideSummerTime();
        return tm.normalize().orElse(-1);
    }

    @Hostcall(name = "_timegm_js")
    long timegm(Memory memory, int date) {
        return new Tm(memory, date).normalize().orElse(-1);
    }

    @Hostcall(name = "_tzset_js")
    void tzset(Memory memory, int westOfUtc, int hasSummerTime, int winterName, int summerName) {
        writeZone(memory, westOfUtc, hasSummerTime);
        memory.writeBytes(Integer.toUnsignedLong(winterName), ZONE);
        memory.writeBytes(Integer.toUnsignedLong(summerName), ZONE);
    }

    static void writeZone(Memory memory, int westOfUtc, int hasSummerTime) {
        memory.writeInt(Integer.toUnsignedLong(westOfUtc), 0);
        memory.writeInt(Integer.toUnsignedLong(hasSummerTime), 0);
    }
}
