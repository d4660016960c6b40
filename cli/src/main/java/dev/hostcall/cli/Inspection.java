package dev.hostcall.cli;

import dev.hostcall.abi.GuestResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is known of a file: facts, each a word and its value, and then what it imports, exports and consists of. */
final class Inspection {
    private final Map<String, Object> facts = new LinkedHashMap<>();
    private final Map<String, List<Map<String, Object>>> lists = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();

    /** Of a file of this kind. */
    Inspection(String kind, byte[] bytes) {
        facts.put("kind", kind);
        facts.put("bytes", bytes.length);
        facts.put("sha256", GuestResource.digest(bytes));
        lines.add(kind + ": " + bytes.length + " bytes, SHA-256 " + facts.get("sha256"));
    }

    /** A fact, unless there is nothing to say. */
    void fact(String name, Object value) {
        facts.put(name, value);
        String text = value instanceof List<?> list
                ? String.join(", ", list.stream().map(String::valueOf).toList())
                : value.toString();
        if (!text.isEmpty()) {
            lines.add(name + ": " + printable(text));
        }
    }

    /** An entry of a list, with a line that says the same. */
    void entry(String list, Map<String, Object> members, String line) {
        lists.computeIfAbsent(list, name -> new ArrayList<>()).add(members);
        lines.add(printable(line));
    }

    /** A list that is there for machines, also where it is empty. */
    void list(String name) {
        lists.putIfAbsent(name, new ArrayList<>());
    }

    /** For people: a line for each. */
    String text() {
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    /** For programs. */
    String json() {
        Map<String, Object> all = new LinkedHashMap<>(facts);
        all.putAll(lists);
        return Json.of(all);
    }

    /** Without control characters, which a name may contain and a terminal would obey. */
    private static String printable(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
