package dev.hostcall.integration.libraries;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.runtime.Vmctx;

/** A shop whose hostcall does its work in its body, where it may wait. */
@HostcallModule("shop")
final class BodyShop {
    private final Body body;

    BodyShop(Body body) {
        this.body = body;
    }

    @Hostcall
    long price(Vmctx vmctx, long item) throws Exception {
        return body.price(vmctx, item);
    }

    interface Body {
        long price(Vmctx vmctx, long item) throws Exception;
    }
}
