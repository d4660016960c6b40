package dev.hostcall.integration.border;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import java.util.concurrent.CompletableFuture;

/** What guests import under names of WIT's. */
@HostcallModule("acme:kv/store@1.0.3")
final class WitStore {
    CompletableFuture<Void> ready = CompletableFuture.completedFuture(null);

    @Hostcall
    String readAloud(String text) {
        return text + "!";
    }

    /** More than 16 values, which WIT has in memory whatever they are. */
    @Hostcall
    static long sumUp(
            long a,
            int b,
            long c,
            int d,
            long e,
            int f,
            long g,
            int h,
            long i,
            int j,
            long k,
            int l,
            long m,
            int n,
            long o,
            int p,
            String q) {
        return a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q.length();
    }

    @Hostcall
    CompletableFuture<Void> untilReady() {
        return ready;
    }

    @Hostcall(name = "[resource-drop]blob")
    void drop(int handle) {
        if (handle != 7) {
            throw new IllegalArgumentException("handle " + handle);
        }
    }

    @Hostcall(module = "$root", name = "log")
    static void log(int number) {
        if (number != 8) {
            throw new IllegalArgumentException("number " + number);
        }
    }
}
