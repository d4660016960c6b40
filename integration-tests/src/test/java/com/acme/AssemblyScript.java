package com.acme;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.runtime.Memory;
import java.nio.charset.StandardCharsets;

// On the page
@HostcallModule("env")
public class AssemblyScript {
    @Hostcall
    void abort(Memory memory, int message, int file, int line, int column) {
        throw new IllegalStateException(
                "%s at %s:%d:%d".formatted(text(memory, message), text(memory, file), line, column));
    }

    /** A string of the guest's: UTF-16, with its length in bytes in front. */
    private static String text(Memory memory, int address) {
        if (address == 0) {
            return "aborted";
        }
        int length = memory.readInt(address - 4L);
        return new String(memory.readBytes(address, length), StandardCharsets.UTF_16LE);
    }
}
// To here
