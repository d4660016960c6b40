package dev.hostcall.runtime.internal.link;

import static java.util.stream.Collectors.joining;

import dev.hostcall.runtime.internal.link.ImportCatalog.Name;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the embedder may have meant by an import that is missing. Looked for only once linking has failed, and for a bounded
 * number of imports, so that a guest with thousands of them is refused at once too.
 */
final class Suggestions {
    private static final int MAX_GUESSES = 20;
    private static final int MAX_MODULES = 5;
    private static final int MAX_NAMES = 10;

    private final ImportCatalog catalog;
    private final Set<String> modules = new LinkedHashSet<>(); // whose imports are missing
    private final Map<Name, Name> bySpelling = new LinkedHashMap<>(); // in the order of the names
    private final Map<String, Name> byField = new HashMap<>();
    private int guesses;

    Suggestions(ImportCatalog catalog) {
        this.catalog = catalog;
    }

    /** The end of a sentence about a missing import: what it may have been meant to be, or nothing. */
    String meant(Name missing) {
        modules.add(missing.module());
        if (guesses++ >= MAX_GUESSES) {
            return "";
        }
        return guess(missing).map(name -> "; did you mean " + name + "?").orElse("");
    }

    private Optional<Name> guess(Name missing) {
        if (bySpelling.isEmpty()) {
            for (Name given : sorted(catalog.names())) {
                bySpelling.putIfAbsent(plain(given), given);
                byField.putIfAbsent(plain(given.field()), given);
            }
        }
        return Optional.ofNullable(bySpelling.get(plain(missing)))
                .or(() -> nearest(missing))
                .or(() -> Optional.ofNullable(byField.get(plain(missing.field()))));
    }

    /** The most similar name of the same module, if they differ by no more than a typo. */
    private Optional<Name> nearest(Name missing) {
        String module = plain(missing.module());
        String field = plain(missing.field());
        Name best = null;
        int most = Math.min(3, field.length() / 3) + 1;
        for (Map.Entry<Name, Name> entry : bySpelling.entrySet()) {
            if (entry.getKey().module().equals(module)) {
                int distance = distance(field, entry.getKey().field(), most);
                if (distance < most) {
                    best = entry.getValue();
                    most = distance;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** How many characters have to be put in, left out, changed or swapped with the next; {@code most} if it is at least that. */
    private static int distance(String from, String to, int most) {
        if (Math.abs(from.length() - to.length()) >= most) {
            return most;
        }
        int[] last = new int[to.length() + 1];
        int[] above = new int[to.length() + 1];
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(above[j], row[j - 1]) + 1, above[j - 1] + change);
                boolean swapped = i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], last[j - 2] + 1);
                }
            }
            int[] free = last;
            last = above;
            above = row;
            row = free;
        }
        return Math.min(most, above[to.length()]);
    }

    /** What was given, one line for each module that something is missing of. */
    List<String> given() {
        Set<String> all = new TreeSet<>();
        Map<String, Set<String>> fields = new HashMap<>();
        for (Name name : catalog.names()) {
            all.add(name.module());
            if (modules.contains(name.module())) {
                fields.computeIfAbsent(name.module(), any -> new TreeSet<>()).add(name.field());
            }
        }
        List<String> lines = new ArrayList<>();
        modules.stream()
                .limit(MAX_MODULES)
                .forEach(module -> lines.add(line(module, fields.getOrDefault(module, Set.of()), all)));
        if (modules.size() > MAX_MODULES) {
            lines.add("and something is missing of " + (modules.size() - MAX_MODULES) + " more modules");
        }
        return lines;
    }

    private static String line(String module, Set<String> fields, Set<String> modules) {
        if (!fields.isEmpty()) {
            return "given under " + module + ": " + listed(fields);
        }
        String others = modules.isEmpty() ? "at all" : "under " + module + "; given are the modules " + listed(modules);
        return "nothing is given " + others;
    }

    private static String listed(Set<String> names) {
        String first = names.stream().limit(MAX_NAMES).collect(joining(", "));
        return names.size() > MAX_NAMES ? first + " and " + (names.size() - MAX_NAMES) + " more" : first;
    }

    private static Iterable<Name> sorted(Set<Name> names) {
        return names.stream()
                .sorted(Comparator.comparing(Name::module).thenComparing(Name::field))
                .toList();
    }

    private static Name plain(Name name) {
        return new Name(plain(name.module()), plain(name.field()));
    }

    /** A name as it would be spelled without capitals and punctuation: the same for fetchAll, fetch_all and FETCH-ALL. */
    private static String plain(String name) {
        return name.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
    }
}
