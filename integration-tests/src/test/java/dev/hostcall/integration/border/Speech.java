package dev.hostcall.integration.border;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;

/** What {@code speaker-guest.wat} imports. */
@HostcallModule("speech")
final class Speech {
    @Hostcall
    String word() {
        return "Hostcall";
    }
}
