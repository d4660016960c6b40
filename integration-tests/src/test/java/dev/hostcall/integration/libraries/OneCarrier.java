package dev.hostcall.integration.libraries;

import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.LongFunction;

/** Programs for a JVM whose virtual threads share one carrier: where a wait kept it, they would wait for ever. */
final class OneCarrier {
    private static final int GUESTS = 1000;

    private OneCarrier() {}

    /** Prints the sum of what a thousand guests return, who have all waited at once. */
    public static void main(String[] arguments) throws Exception {
        try (Region region = Shopper.region(GUESTS + 1)) {
            System.out.println(
                    switch (arguments[0]) {
                        case "futures" -> joined(region, OwningShopHostcalls.of(new OwningShop(meeting())));
                        case "bodies" -> joined(region, BodyShopHostcalls.of(bodies()));
                        case "blocking" -> blocking(region);
                        case "endless" -> besidesAnEndlessGuest(region);
                        default -> throw new IllegalArgumentException("no program " + arguments[0]);
                    });
        }
        System.exit(0); // idle threads of pools would keep the JVM
    }

    /** A source that answers once all guests have asked. */
    private static LongFunction<CompletableFuture<Long>> meeting() {
        AtomicInteger asked = new AtomicInteger();
        CompletableFuture<Void> all = new CompletableFuture<>();
        return item -> {
            if (asked.incrementAndGet() == GUESTS) {
                all.complete(null);
            }
            return all.thenApply(met -> item);
        };
    }

    private static BodyShop bodies() {
        var prices = meeting();
        return new BodyShop((vmctx, item) -> vmctx.blockOn(prices.apply(item)));
    }

    private static long joined(Region region, Hostcalls shop) throws Exception {
        return sum(new VirtualThreadShopper(region, shop)::join);
    }

    private static long blocking(Region region) throws Exception {
        BlockingQueue<Long> prices = new ArrayBlockingQueue<>(GUESTS);
        VirtualThreadShopper shopper = new VirtualThreadShopper(region, PlainShopHostcalls.of(new PlainShop(prices)));
        Thread seller = new Thread(() -> {
            while (region.used() < GUESTS) {
                Thread.onSpinWait();
            }
            for (long price = 0; price < GUESTS; price++) {
                prices.add(price);
            }
        });
        seller.start();
        return sum(shopper::run);
    }

    private static long besidesAnEndlessGuest(Region region) throws Exception {
        Hostcalls shop = OwningShopHostcalls.of(new OwningShop(meeting()));
        VirtualThreadShopper shopper = new VirtualThreadShopper(region, shop);
        try (Instance endless = region.newInstance(Shopper.MODULE, shop)) {
            CompletableFuture<RunResult> done = shopper.start(endless, "spin", -1);
            long sum = sum(shopper::join);
            if (done.isDone()) {
                throw new IllegalStateException("the endless guest has ended: " + done);
            }
            endless.killSwitch().kill();
            done.handle((result, failure) -> failure).get(100, TimeUnit.SECONDS);
            return sum;
        }
    }

    private static long sum(BiFunction<String, Long, Future<Long>> guest) throws Exception {
        List<Future<Long>> runs = new ArrayList<>();
        for (long i = 0; i < GUESTS; i++) {
            runs.add(guest.apply("price_of", i));
        }
        long sum = 0;
        for (Future<Long> run : runs) {
            sum += run.get(100, TimeUnit.SECONDS);
        }
        return sum;
    }
}
