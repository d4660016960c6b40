package dev.hostcall.integration.border;

import dev.hostcall.GuestInterface;

/** Of one plain method. */
@GuestInterface
interface Asker {
    int ask(int question);
}
