package dev.hostcall.integration.libraries;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import java.util.concurrent.BlockingQueue;

// On the page
@HostcallModule("shop")
final class PlainShop {
    private final BlockingQueue<Long> prices;

    PlainShop(BlockingQueue<Long> prices) {
        this.prices = prices;
    }

    @Hostcall
    long price(long item) throws InterruptedException {
        return prices.take();
    }
}
// To here
