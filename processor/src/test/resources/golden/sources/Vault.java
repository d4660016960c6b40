package com.example;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallError;
import dev.hostcall.HostcallModule;
import dev.hostcall.Own;
import dev.hostcall.Resource;
import dev.hostcall.runtime.Vmctx;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Keeps boxes. */
@HostcallModule("acme:vault/boxes@0.1.0")
public interface Vault {
    /** What things are kept in. */
    @Resource
    final class SafeBox implements AutoCloseable {
        /**
         * Makes an empty one.
         *
         * @param ownerName whose it is
         */
        @Hostcall
        public SafeBox(String ownerName) {}

        /** Puts something into it. */
        @Hostcall
        int putIn(Vmctx vmctx, String thing, long size) throws Full {
            return 0;
        }

        @Hostcall
        CompletableFuture<SafeBox> copy() {
            return CompletableFuture.completedFuture(this);
        }

        /** Finds one. */
        @Hostcall
        static Optional<SafeBox> findBy(int number) {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }

    /** A key is a resource too. */
    @Resource("master-key")
    final class Key {
        @Hostcall
        boolean opens(SafeBox box) {
            return true;
        }
    }

    @HostcallError
    final class Full extends Exception {
        private static final long serialVersionUID = 1L;
    }

    record Swap(@Own SafeBox from, SafeBox to) {}

    @Hostcall
    void swap(Swap boxes, @Own Key key);

    @Hostcall
    List<SafeBox> all(SafeBox like, Optional<Key> key);

    @Hostcall
    Key keyOf(List<SafeBox> boxes);
}
