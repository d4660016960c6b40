package com.example;

import dev.hostcall.Hostcall;
import dev.hostcall.runtime.MemorySlice;
import dev.hostcall.runtime.Vmctx;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

final class Kv {
    private final Map<String, String> map = new ConcurrentHashMap<>();

    @Hostcall
    int size() {
        return map.size();
    }

    @Hostcall
    CompletableFuture<Integer> fetch(Vmctx vmctx, String key, MemorySlice into) {
        return CompletableFuture.completedFuture(map.get(key).length());
    }
}
