package dev.hostcall.runtime.spi.files;

import dev.hostcall.runtime.internal.engine.FileCalls;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;

/** Times as the engine takes them. */
final class Times {
    private Times() {}

    static long[] of(Optional<FileTime> accessed, Optional<FileTime> modified) {
        long[] fields = new long[FileCalls.TIME_FIELDS];
        store(accessed, fields, 0);
        store(modified, fields, 2);
        return fields;
    }

    private static void store(Optional<FileTime> time, long[] fields, int at) {
        Instant instant = time.map(FileTime::toInstant).orElse(Instant.EPOCH);
        fields[at] = instant.getEpochSecond();
        fields[at + 1] = time.isPresent() ? instant.getNano() : FileCalls.OMIT;
    }
}
