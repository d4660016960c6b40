package dev.hostcall.runtime.internal.link;

import dev.hostcall.runtime.internal.link.ImportCatalog.Name;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names that are given, by what tools of the component model have in common for them. Made once something is missing. */
final class MangledNames {
    /** Later versions first; those without one last. */
    private static final Comparator<Name> LATER_FIRST =
            Comparator.comparing((Name name) -> Mangling.version(name.module())).reversed();

    private final Map<Name, List<Name>> byCommonName = new HashMap<>();
    private final Map<String, String> modules = new HashMap<>(); // of which each has many names

    MangledNames(Iterable<Name> given) {
        for (Name name : given) {
            String module = modules.computeIfAbsent(name.module(), Mangling::ofModule);
            byCommonName
                    .computeIfAbsent(new Name(module, Mangling.ofField(name)), any -> new ArrayList<>(1))
                    .add(name);
        }
        byCommonName.values().forEach(names -> names.sort(LATER_FIRST));
    }

    /** Those that another name can stand for, the latest version first. */
    List<Name> of(Name wanted) {
        return byCommonName.getOrDefault(Mangling.ofImport(wanted), List.of());
    }
}
