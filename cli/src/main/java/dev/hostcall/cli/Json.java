package dev.hostcall.cli;

import java.util.List;
import java.util.Map;

/** Writes maps, lists, text, numbers and truth values as JSON, in ASCII. */
final class Json {
    private static final String STEP = "  ";

    private final StringBuilder text = new StringBuilder();

    private Json() {}

    static String of(Object value) {
        Json json = new Json();
        json.write(value, "");
        return json.text.append('\n').toString();
    }

    private void write(Object value, String indent) {
        if (value instanceof Map<?, ?> map) {
            List<String> members = map.entrySet().stream()
                    .map(member -> quoted(String.valueOf(member.getKey())) + ": ")
                    .toList();
            writeAll('{', members, List.copyOf(map.values()), '}', indent);
        } else if (value instanceof List<?> list) {
            writeAll('[', list.stream().map(each -> "").toList(), list, ']', indent);
        } else if (value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else {
            text.append(quoted(value.toString()));
        }
    }

    private void writeAll(char open, List<String> names, List<?> values, char close, String indent) {
        text.append(open);
        String separator = "\n";
        for (int i = 0; i < values.size(); i++) {
            text.append(separator).append(indent).append(STEP).append(names.get(i));
            write(values.get(i), indent + STEP);
            separator = ",\n";
        }
        text.append(values.isEmpty() ? "" : "\n" + indent).append(close);
    }

    private static String quoted(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c >= ' ' && c < 0x7F) {
                quoted.append(c);
            } else {
                quoted.append("\\u%04x".formatted((int) c));
            }
        }
        return quoted.append('"').toString();
    }
}
