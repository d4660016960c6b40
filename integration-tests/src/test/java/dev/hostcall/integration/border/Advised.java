package dev.hostcall.integration.border;

import dev.hostcall.GuestInterface;

/** What a guest of {@link RepeatedCallsTest} exports. */
@GuestInterface
interface Advised {
    String same(String value);

    int advised(int question);

    int combined(int a, int b);

    /** Traps behind its call of the host. */
    int fail(int question);
}
