package dev.hostcall.integration.border;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;

/** A later version of a part of {@link WitStore}. */
@HostcallModule("acme:kv/store@1.1.0")
final class WitLaterStore {
    private WitLaterStore() {}

    @Hostcall
    static String readAloud(String text) {
        return text + "?";
    }
}
