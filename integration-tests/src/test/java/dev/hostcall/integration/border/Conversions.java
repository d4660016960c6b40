package dev.hostcall.integration.border;

import dev.hostcall.Unsigned;
import io.reactivex.rxjava3.core.Single;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Types that guests do not know, and their converters. */
final class Conversions {
    private Conversions() {}

    /** An id of the domain's. */
    record OrderId(UUID id) {}

    /** A future of one's own, which knows no other. */
    static final class Soon<T> {
        private final CompletableFuture<T> future = new CompletableFuture<>();

        void set(T value) {
            future.complete(value);
        }

        boolean isGivenUp() {
            return future.isCancelled();
        }

        @Nullable
        T now() {
            return future.getNow(null);
        }
    }

    static final class UuidConverter {
        record Bits(@Unsigned long high, @Unsigned long low) {}

        private UuidConverter() {}

        static Bits toGuest(UUID id) {
            return new Bits(id.getMostSignificantBits(), id.getLeastSignificantBits());
        }

        static UUID fromGuest(Bits bits) {
            return new UUID(bits.high(), bits.low());
        }
    }

    static final class OrderIdConverter {
        private OrderIdConverter() {}

        static UUID toGuest(OrderId id) {
            if (id.id().equals(new UUID(0, 0))) {
                throw new IllegalArgumentException("no order has the id 0");
            }
            return id.id();
        }

        static @Nullable OrderId fromGuest(UUID id) {
            return id.getMostSignificantBits() == -1 ? null : new OrderId(id);
        }
    }

    static final class InstantConverter {
        private InstantConverter() {}

        static long toGuest(Instant time) {
            return time.toEpochMilli();
        }

        static Instant fromGuest(long millis) {
            return Instant.ofEpochMilli(millis);
        }
    }

    static final class DecimalConverter {
        private DecimalConverter() {}

        static String toGuest(BigDecimal value) {
            return value.toString();
        }

        static BigDecimal fromGuest(String text) {
            return new BigDecimal(text);
        }
    }

    static final class MonoConverter {
        private MonoConverter() {}

        static <T> CompletionStage<T> toGuest(Mono<T> mono) {
            return mono.toFuture();
        }

        static <T> Mono<T> fromGuest(CompletableFuture<T> future) {
            return Mono.fromFuture(future);
        }
    }

    static final class UniConverter {
        private UniConverter() {}

        static <T> CompletableFuture<T> toGuest(Uni<T> uni) {
            return uni.subscribeAsCompletionStage();
        }
    }

    static final class SingleConverter {
        private SingleConverter() {}

        static <T> CompletionStage<T> toGuest(Single<T> single) {
            return single.toCompletionStage();
        }

        static <T> Single<T> fromGuest(CompletionStage<T> stage) {
            return Single.fromCompletionStage(stage);
        }
    }

    static final class SoonConverter {
        private SoonConverter() {}

        static <T> CompletionStage<T> toGuest(Soon<T> soon) {
            return soon.future;
        }

        static <T> Soon<T> fromGuest(CompletionStage<T> stage) {
            Soon<T> soon = new Soon<>();
            CompletionStage<Void> passed = stage.thenAccept(soon::set);
            return passed.toCompletableFuture().isCancelled() ? new Soon<>() : soon;
        }
    }
}
