package dev.hostcall.integration.border;

import dev.hostcall.GuestAllocator;
import dev.hostcall.GuestInterface;
import java.util.List;

/** The same with an allocator that has names of its own. */
@GuestInterface
@GuestAllocator(allocate = "take", release = "give back")
interface NamedSpeaker {
    String same(String value);

    int blocks(List<String> values);
}
