package dev.hostcall.testing;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.Resource;

/** What a guest has a handle of, and cannot be closed. */
@Resource
@HostcallModule("acme")
final class Stuck implements AutoCloseable {
    @Hostcall
    Stuck() {}

    @Override
    public void close() {
        throw new IllegalStateException("stuck");
    }
}
