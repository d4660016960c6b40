package dev.hostcall.wasi.internal.files;

import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Nanoseconds since 1970 as Java has them. */
final class Times {
    private static final long SECOND = 1_000_000_000;

    private Times() {}

    static Optional<FileTime> of(OptionalLong nanos) {
        return nanos.isPresent() ? Optional.of(of(nanos.getAsLong())) : Optional.empty();
    }

    private static FileTime of(long nanos) {
        return FileTime.from(Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND)));
    }
}
