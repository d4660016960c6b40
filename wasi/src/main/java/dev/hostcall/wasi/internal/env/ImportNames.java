package dev.hostcall.wasi.internal.env;

import dev.hostcall.runtime.GuestModule;
import java.util.Map;
import java.util.Objects;

/**
 * What a module calls the functions that it imports.
 *
 * @param from the module name that it imports them from
 * @param meanings their whole names, by the shortened ones
 */
public record ImportNames(String from, Map<String, String> meanings) {
    /** Of a module that calls them as they are called. */
    public static final ImportNames WHOLE = new ImportNames("env", Map.of());

    /** Refuses nulls. */
    public ImportNames {
        Objects.requireNonNull(from, "from");
        meanings = Map.copyOf(Objects.requireNonNull(meanings, "meanings"));
    }

    /** Whether an import is from there. */
    boolean cover(GuestModule.Import wanted) {
        return wanted.module().equals(from);
    }

    /** The function that an import stands for. */
    String meaningOf(GuestModule.Import wanted) {
        return meanings.getOrDefault(wanted.name(), wanted.name());
    }
}
