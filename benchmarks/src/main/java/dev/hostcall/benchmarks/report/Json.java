package dev.hostcall.benchmarks.report;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Writes maps, lists, texts and numbers as JSON, with a line for each that lies in a list of maps. */
final class Json {
    private final StringBuilder text = new StringBuilder();

    /** Appends a value; numbers are finite. */
    Json value(Object value) {
        if (value instanceof Map<?, ?> map) {
            text.append('{');
            each(map.entrySet().iterator(), ", ", entry -> {
                string(String.valueOf(entry.getKey()));
                text.append(": ");
                value(entry.getValue());
            });
            text.append('}');
        } else if (value instanceof List<?> list) {
            boolean numbers = list.stream().allMatch(Number.class::isInstance);
            text.append('[');
            each(list.iterator(), numbers ? ", " : ",\n", this::value);
            text.append(']');
        } else if (value instanceof Number) {
            text.append(value);
        } else {
            string(String.valueOf(value));
        }
        return this;
    }

    private <T> void each(Iterator<T> values, String between, Consumer<T> writer) {
        while (values.hasNext()) {
            writer.accept(values.next());
            if (values.hasNext()) {
                text.append(between);
            }
        }
    }

    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append("\\u%04x".formatted((int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    @Override
    public String toString() {
        return text + "\n";
    }
}
