package dev.hostcall.integration.border;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallConverters;
import dev.hostcall.HostcallError;
import dev.hostcall.HostcallModule;
import dev.hostcall.integration.border.Conversions.DecimalConverter;
import dev.hostcall.integration.border.Conversions.InstantConverter;
import dev.hostcall.integration.border.Conversions.MonoConverter;
import dev.hostcall.integration.border.Conversions.OrderId;
import dev.hostcall.integration.border.Conversions.OrderIdConverter;
import dev.hostcall.integration.border.Conversions.SingleConverter;
import dev.hostcall.integration.border.Conversions.Soon;
import dev.hostcall.integration.border.Conversions.SoonConverter;
import dev.hostcall.integration.border.Conversions.UniConverter;
import dev.hostcall.integration.border.Conversions.UuidConverter;
import io.reactivex.rxjava3.core.Single;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What {@code registry-guest.wat} imports. */
@HostcallModule("registry")
@HostcallConverters({
    UuidConverter.class,
    OrderIdConverter.class,
    InstantConverter.class,
    DecimalConverter.class,
    MonoConverter.class,
    UniConverter.class,
    SingleConverter.class,
    SoonConverter.class
})
final class Registry {
    /** The latest arguments. */
    List<Object> seen = new ArrayList<>();

    @Nullable
    Mono<Integer> price = Mono.just(42);

    Uni<OrderId> first = Uni.createFrom().item(new OrderId(new UUID(5, 6)));
    Single<Integer> stock = Single.just(3);
    Soon<Instant> soon = new Soon<>();

    @HostcallError
    static final class Taken extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Instant error;

        Taken(Instant error) {
            this.error = error;
        }

        Instant error() {
            return error;
        }
    }

    @Hostcall
    UUID next(UUID id) {
        seen.add(id);
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() + 1);
    }

    @Hostcall
    Instant later(Instant time, long millis) {
        return time.plusMillis(millis);
    }

    @Hostcall
    List<OrderId> orders(Optional<OrderId> after) {
        seen.add(after);
        return after.map(id -> List.of(id, id)).orElse(List.of(new OrderId(new UUID(0, 0))));
    }

    @Hostcall
    boolean isPositive(BigDecimal amount) {
        return amount.signum() > 0;
    }

    @Hostcall
    void take(UUID id) throws Taken {
        if (!seen.contains(id)) {
            throw new Taken(Instant.ofEpochMilli(id.getLeastSignificantBits()));
        }
    }

    @Hostcall
    @Nullable
    Mono<Integer> price(UUID id) {
        seen.add(id);
        return price;
    }

    @Hostcall
    Uni<OrderId> first() {
        return first;
    }

    @Hostcall
    Single<Integer> stock() {
        return stock;
    }

    @Hostcall
    Soon<Instant> soon() {
        return soon;
    }
}
