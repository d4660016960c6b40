package dev.hostcall.integration.border;

import dev.hostcall.External;
import dev.hostcall.GuestInterface;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What {@code sorter-guest.wat} exports: keeps an object of Java's. */
@GuestInterface
interface Keeper {
    @External
    @Nullable
    String swap(int before, @External @Nullable Object next);

    CompletableFuture<@External Object> same(@External Object object);
}
