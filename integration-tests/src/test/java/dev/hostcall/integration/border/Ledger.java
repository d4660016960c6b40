package dev.hostcall.integration.border;

import dev.hostcall.GuestInterface;
import dev.hostcall.HostcallConverters;
import dev.hostcall.integration.border.Conversions.DecimalConverter;
import dev.hostcall.integration.border.Conversions.InstantConverter;
import dev.hostcall.integration.border.Conversions.MonoConverter;
import dev.hostcall.integration.border.Conversions.OrderId;
import dev.hostcall.integration.border.Conversions.OrderIdConverter;
import dev.hostcall.integration.border.Conversions.Soon;
import dev.hostcall.integration.border.Conversions.SoonConverter;
import dev.hostcall.integration.border.Conversions.UuidConverter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** What {@code registry-guest.wat} exports. */
@GuestInterface
@HostcallConverters({
    UuidConverter.class,
    OrderIdConverter.class,
    InstantConverter.class,
    DecimalConverter.class,
    MonoConverter.class,
    SoonConverter.class
})
interface Ledger {
    UUID same(UUID id);

    OrderId order(OrderId id);

    int count(List<OrderId> ids);

    Instant sooner(Instant time);

    BigDecimal amount(BigDecimal value);

    Mono<Integer> price(UUID id);

    Soon<Instant> wake();
}
