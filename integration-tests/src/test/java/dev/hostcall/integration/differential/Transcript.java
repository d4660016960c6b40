package dev.hostcall.integration.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** Everything that can be seen of a module's life: what was called and came of it, hostcalls, and what it left behind. */
final class Transcript {

    /** How the bits of floats that are no numbers are written down. */
    enum Nans {
        /** As they are. */
        EXACT,
        /** All alike: where the module does not make them canonical, their bits are not specified. */
        ALIKE
    }

    private final List<String> events = new ArrayList<>();
    private final List<Long> counts = new ArrayList<>();
    private final Nans nans;

    Transcript(Nans nans) {
        this.nans = nans;
    }

    List<String> events() {
        return events;
    }

    /** Forgets everything from an event on, as it will not come to an end. */
    void forgetFrom(int event) {
        events.subList(event, events.size()).clear();
    }

    /** Instructions of each call in order. */
    List<Long> counts() {
        return counts;
    }

    void count(long instructions) {
        counts.add(instructions);
    }

    void hostcall(String name, Object... arguments) {
        events.add("  host." + name + show(List.of(arguments)));
    }

    void called(String function, List<?> arguments) {
        events.add(function + show(arguments));
    }

    void returned(List<?> results) {
        events.add("  returned " + show(results));
    }

    void trapped(String kind) {
        events.add("  trapped: " + kind);
    }

    void global(String name, Object value) {
        events.add(name + " is " + show(List.of(value)));
    }

    void memory(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        events.add("memory of %d bytes, sum %x".formatted(bytes.length, sum.getValue()));
    }

    private String show(List<?> values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(show(value)));
        return texts.toString();
    }

    private String show(Object value) {
        if (value instanceof Float f) {
            return nans == Nans.ALIKE && Float.isNaN(f)
                    ? "f32 nan"
                    : "f32 %s 0x%x".formatted(f, Float.floatToRawIntBits(f));
        }
        if (value instanceof Double d) {
            return nans == Nans.ALIKE && Double.isNaN(d)
                    ? "f64 nan"
                    : "f64 %s 0x%x".formatted(d, Double.doubleToRawLongBits(d));
        }
        return (value instanceof Integer ? "i32 " : "i64 ") + value;
    }
}
