package shop;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/** A bean whose methods guests call. */
@Component
@HostcallModule("prices")
class Prices {
    private final Catalog catalog;

    Prices(Catalog catalog) {
        this.catalog = catalog;
    }

    @Hostcall
    int count() {
        return catalog.size();
    }

    /** The guest waits, and no thread does. */
    @Hostcall
    CompletableFuture<Integer> ask(int item) {
        return catalog.price(item);
    }
}
