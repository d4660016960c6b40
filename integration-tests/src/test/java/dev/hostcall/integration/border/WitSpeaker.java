package dev.hostcall.integration.border;

import dev.hostcall.GuestExport;
import dev.hostcall.GuestInterface;

/** What a guest exports under names of WIT's. */
@GuestInterface("acme:talk/speaker@0.2.1")
interface WitSpeaker {
    String sayItAloud(String text);

    @GuestExport("add-up")
    int addUp(int a, int b);
}
