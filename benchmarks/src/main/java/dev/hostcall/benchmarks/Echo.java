package dev.hostcall.benchmarks;

import dev.hostcall.GuestInterface;

/** What a guest of {@code values.wat} exports beside its loops. */
@GuestInterface
public interface Echo {
    /** The same text. */
    String echo(String text);
}
