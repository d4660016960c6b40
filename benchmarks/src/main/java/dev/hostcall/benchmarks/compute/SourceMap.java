package dev.hostcall.benchmarks.compute;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Reads the mappings of a large generated source map, and looks some of them up both ways. The result is a
 * checksum of those found.
 */
final class SourceMap implements Engine.Function {
    private static final int LINES = 2_000;
    private static final int SEGMENTS = 20;
    private static final int SOURCES = 50;
    private static final int NAMES = 500;
    private static final int SOURCE_LINES = 3_000;
    private static final int COLUMNS = 120;
    private static final int LOOK_UPS = 50;

    /** The look-up takes the nearest mapping before the place if there is none at it. */
    private static final int GREATEST_LOWER_BOUND = 1;

    private final byte[] mappings = mappings(new Random(1));
    private final Engine.Guest guest;
    private final Engine.IntFunction allocate;
    private final Engine.IntFunction parse;
    private final Engine.IntFunction computeSpans;
    private final Engine.IntFunction findOriginal;
    private final Engine.IntFunction findGenerated;
    private final Engine.IntFunction free;

    SourceMap(Engine.Guest guest) {
        this.guest = guest;
        allocate = guest.intFunction("allocate_mappings");
        parse = guest.intFunction("parse_mappings");
        computeSpans = guest.intFunction("compute_column_spans");
        findOriginal = guest.intFunction("original_location_for");
        findGenerated = guest.intFunction("generated_location_for");
        free = guest.intFunction("free_mappings");
    }

    @Override
    public long call(long times) {
        for (long i = 0; i < times; i++) {
            int text = allocate.call(mappings.length);
            guest.write(text, mappings);
            int parsed = parse.call(text);
            if (parsed == 0) {
                throw new IllegalStateException("the source map was refused");
            }
            computeSpans.call(parsed);
            for (int lookUp = 0; lookUp < LOOK_UPS; lookUp++) {
                findOriginal.call(parsed, lookUp * LINES / LOOK_UPS, COLUMNS, GREATEST_LOWER_BOUND);
                findGenerated.call(parsed, lookUp % SOURCES, SOURCE_LINES / 2, 0, GREATEST_LOWER_BOUND);
            }
            free.call(parsed);
        }
        return HostFunctions.reported();
    }

    /** Lines end with semicolons, segments with commas; their numbers are differences from those of the previous segment. */
    private static byte[] mappings(Random random) {
        StringBuilder text = new StringBuilder();
        int[] before = new int[4];
        for (int line = 0; line < LINES; line++) {
            for (int segment = 0; segment < SEGMENTS; segment++) {
                appendNumber(text, segment == 0 ? 0 : 1 + random.nextInt(2 * COLUMNS / SEGMENTS));
                int[] now = {
                    random.nextInt(SOURCES),
                    random.nextInt(SOURCE_LINES),
                    random.nextInt(COLUMNS),
                    random.nextInt(NAMES)
                };
                int numbers = random.nextInt(4) == 0 ? 4 : 3; // most segments have no name
                for (int i = 0; i < numbers; i++) {
                    appendNumber(text, now[i] - before[i]);
                    before[i] = now[i];
                }
                text.append(segment == SEGMENTS - 1 ? ';' : ',');
            }
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Five bits per character, the lowest first; the lowest of all is the sign, and a sixth says that more follow. */
    private static void appendNumber(StringBuilder text, int number) {
        int left = number < 0 ? -number << 1 | 1 : number << 1;
        do {
            int digit = left & 31;
            left >>>= 5;
            text.append("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
                    .charAt(left == 0 ? digit : digit | 32));
        } while (left != 0);
    }
}
