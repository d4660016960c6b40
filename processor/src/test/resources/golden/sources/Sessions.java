package com.example;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.Own;
import dev.hostcall.Resource;
import dev.hostcall.runtime.Vmctx;
import java.util.List;
import java.util.concurrent.CompletableFuture;

@HostcallModule("acme")
public interface Sessions {
    @Resource
    final class Session implements AutoCloseable {
        @Hostcall
        public Session(String user) {}

        @Hostcall
        int put(String key, long value) {
            return key.length();
        }

        @Hostcall
        CompletableFuture<Session> fork(Vmctx vmctx) {
            return CompletableFuture.completedFuture(this);
        }

        @Hostcall
        static Session find(int number) {
            return new Session("" + number);
        }

        @Override
        public void close() {}
    }

    record Move(@Own Session from, Session to) {}

    record Moved(@Own Session session, int count) {}

    @Hostcall
    void log(Session session, String text);

    @Hostcall
    int sum(List<Session> sessions);

    @Hostcall
    Moved move(Move move);

    @Hostcall
    CompletableFuture<Session> open(String user);

    @Hostcall
    List<Session> all(Vmctx vmctx, Session like);
}
