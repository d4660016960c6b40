package dev.hostcall.runtime.internal.link;

import static java.util.stream.Collectors.joining;

import dev.hostcall.runtime.internal.link.ImportCatalog.Name;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
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
                byField.putIfAbsent(Spelling.plain(given.field()), given);
            }
        }
        return Optional.ofNullable(bySpelling.get(plain(missing)))
                .or(() -> nearest(missing))
                .or(() -> Optional.ofNullable(byField.get(Spelling.plain(missing.field()))));
    }

    /** The most similar name of the same module, if they differ by no more than a typo. */
    private Optional<Name> nearest(Name missing) {
        String module = plain(missing).module();
        String field = plain(missing).field();
        Name best = null;
        int most = Spelling.tolerance(field);
        for (Map.Entry<Name, Name> entry : bySpelling.entrySet()) {
            if (entry.getKey().module().equals(module)) {
                int distance = Spelling.distance(field, entry.getKey().field(), most);
                if (distance < most) {
                    best = entry.getValue();
                    most = distance;
                }
            }
        }
        return Optional.ofNullable(best);
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
        Name common = Mangling.ofImport(name);
        return new Name(Spelling.plain(common.module()), Spelling.plain(common.field()));
    }
}
