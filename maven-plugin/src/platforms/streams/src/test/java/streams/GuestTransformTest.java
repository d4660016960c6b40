package streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

final class GuestTransformTest {
    private static SourceRecord record(long cents) {
        return new SourceRecord(Map.of(), Map.of(), "prices", Schema.INT64_SCHEMA, cents);
    }

    private static GuestTransform<SourceRecord> transform(String function) {
        GuestTransform<SourceRecord> transform = new GuestTransform<>();
        transform.configure(Map.of("module", "/plugin.wasm", "function", function));
        return transform;
    }

    @Test
    void aGuestTransformsEachRecord() {
        try (GuestTransform<SourceRecord> transform = transform("with_tax")) {
            for (long cents = 0; cents < 1_000; cents++) {
                assertEquals(cents * 119 / 100, transform.apply(record(cents)).value());
            }
        }
    }

    @Test
    void anEndlessGuestEndsAtItsBoundEachTime() {
        try (GuestTransform<SourceRecord> transform = transform("endless")) {
            for (int i = 0; i < 3; i++) {
                DataException failure = assertThrows(DataException.class, () -> transform.apply(record(100)));
                assertTrue(failure.getMessage().startsWith("the guest failed on a record: "), failure.getMessage());
            }
        }
    }
}
