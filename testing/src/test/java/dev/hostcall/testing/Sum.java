package dev.hostcall.testing;

import dev.hostcall.GuestInterface;

/** A guest that adds. */
@GuestInterface
interface Sum {
    int total(int a, int b);
}
