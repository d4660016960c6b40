package dev.hostcall.tour;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.runtime.MemorySlice;
import dev.hostcall.runtime.Vmctx;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The host of the tour: a key-value store that is slow in part, as databases are. */
@HostcallModule("kv")
public final class KeyValueStore {
    private static final int MISSING = -1;

    private final Map<String, String> map = new ConcurrentHashMap<>();

    /** Returns at once. */
    @Hostcall
    public void put(String key, String value) {
        map.put(key, value);
    }

    /** Returns at once. */
    @Hostcall
    public int size() {
        return map.size();
    }

    /** Returns at once. */
    @Hostcall
    public void clear() {
        map.clear();
    }

    /** Takes its time: the guest blocks, the thread does not. The value's length, or -1 if there is none. */
    @Hostcall
    public CompletableFuture<Integer> fetch(String key, MemorySlice into) {
        Executor later = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);
        return CompletableFuture.supplyAsync(
                () -> {
                    String value = map.get(key);
                    return value == null ? MISSING : into.writeString(value);
                },
                later);
    }

    /** Asks whoever runs the guest, which is suspended meanwhile with this method in the middle. */
    @Hostcall
    public boolean confirm(Vmctx vmctx, String question) {
        return vmctx.yieldValueExpecting(question, Boolean.class);
    }
}
