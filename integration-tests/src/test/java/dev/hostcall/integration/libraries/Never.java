package dev.hostcall.integration.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells when a price that never comes is asked for, and when it is cancelled. */
final class Never {
    final CountDownLatch asked = new CountDownLatch(1);
    final CountDownLatch cancelled = new CountDownLatch(1);

    void awaitCancelled() throws InterruptedException {
        assertThat(cancelled.await(100, TimeUnit.SECONDS)).isTrue();
    }
}
