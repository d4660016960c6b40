package com.example;

import dev.hostcall.GuestExport;
import dev.hostcall.GuestInterface;
import dev.hostcall.HostcallError;
import dev.hostcall.runtime.GuestRun;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Finds documents again. */
@GuestInterface("acme:index/index@0.2.0-rc.1+build.5")
public interface Index {
    /** Where something was found. */
    record Match(String title, double score) {}

    @HostcallError
    final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final String error;

        public Refused(String error) {
            this.error = error;
        }

        public String error() {
            return error;
        }
    }

    /** Those that match {@code query}, the best first. */
    List<Match> findAll(String query);

    CompletableFuture<Integer> put(byte[] document) throws Refused;

    GuestRun<Void> compact(int level);

    @GuestExport("match-of")
    Match matchOf(int number);

    default boolean finds(String query) {
        return !findAll(query).isEmpty();
    }
}
