package shop;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Service;

/** What any application has: something that answers later. */
@Service
class Catalog {
    private final Map<Integer, Integer> cents = Map.of(1, 250, 2, 199);

    int size() {
        return cents.size();
    }

    CompletableFuture<Integer> price(int item) {
        return CompletableFuture.supplyAsync(
                () -> cents.getOrDefault(item, 0), CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS));
    }
}
