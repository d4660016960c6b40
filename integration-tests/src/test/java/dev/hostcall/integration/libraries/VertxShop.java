package dev.hostcall.integration.libraries;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.util.concurrent.CompletionStage;

// On the page
@HostcallModule("shop")
final class VertxShop {
    private final Vertx vertx;

    VertxShop(Vertx vertx) {
        this.vertx = vertx;
    }

    @Hostcall
    CompletionStage<Long> price(long item) {
        return vertx.eventBus().<Long>request("prices", item).map(Message::body).toCompletionStage();
    }
}
// To here
