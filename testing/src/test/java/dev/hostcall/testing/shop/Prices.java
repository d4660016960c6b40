package dev.hostcall.testing.shop;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

// On the page
@HostcallModule("prices")
final class Prices {
    private final Function<String, CompletableFuture<Integer>> source;

    Prices(Function<String, CompletableFuture<Integer>> source) {
        this.source = source;
    }

    @Hostcall
    CompletableFuture<Integer> ask(String item) {
        if (item.isBlank()) {
            throw new IllegalArgumentException("an item without a name");
        }
        return source.apply(item);
    }
}
// To here
