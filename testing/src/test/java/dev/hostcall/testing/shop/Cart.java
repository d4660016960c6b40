package dev.hostcall.testing.shop;

import dev.hostcall.GuestInterface;
import java.util.List;
import java.util.concurrent.CompletableFuture;

// On the page
@GuestInterface
interface Cart {
    CompletableFuture<Integer> total(List<String> items);
}
// To here
