package dev.hostcall.runtime;

import static java.util.stream.Collectors.joining;

import dev.hostcall.runtime.internal.object.GuestObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Resolves a guest's imports; finds every problem, not only the first. */
final class Linker {
    private static final int MAX_LISTED = 5;

    private final GuestModule module;
    private final List<String> problems = new ArrayList<>();
    private final ImportCatalog catalog;
    private final Map<Integer, GuestGlobal> globals = new HashMap<>();
    private final Map<Integer, GuestTable> tables = new HashMap<>();
    private final Set<InstanceCore> instances = new HashSet<>();
    private @Nullable Suggestions suggestions; // made by the first import that is missing

    private Linker(GuestModule module, ImportSource... sources) {
        this.module = module;
        this.catalog = new ImportCatalog(sources, problems);
    }

    /**
     * Resolves all imports.
     *
     * @throws LinkException naming every import that is missing, mistyped or offered twice
     */
    static ResolvedImports link(GuestModule module, ImportSource... sources) {
        return new Linker(module, sources).link();
    }

    private ResolvedImports link() {
        HostcallTable functions = functions();
        List<GuestObject.Global> wantedGlobals = module.object().globals();
        for (int i = 0; i < wantedGlobals.size(); i++) {
            global(i, wantedGlobals.get(i));
        }
        List<GuestObject.Table> wantedTables = module.object().tables();
        for (int i = 0; i < wantedTables.size(); i++) {
            table(i, wantedTables.get(i));
        }
        MemorySize memory = memory();
        instances.stream()
                .filter(instance -> instance.state() == InstanceState.CLOSED)
                .forEach(instance -> problems.add(
                        "closed: the instance of guest " + instance.module().name() + ", whose exports are given"));
        if (!problems.isEmpty()) {
            throw new LinkException(
                    "guest " + module.name(), problems, suggestions == null ? List.of() : suggestions.given());
        }
        return new ResolvedImports(functions, globals, tables, memory, instances);
    }

    private HostcallTable functions() {
        List<GuestModule.Import> imports = module.imports();
        HostcallTable table = new HostcallTable(imports.size());
        for (int i = 0; i < imports.size(); i++) {
            GuestModule.Import wanted = imports.get(i);
            ImportCatalog.Name name = new ImportCatalog.Name(wanted.module(), wanted.name());
            Optional<Extern.Function> function = catalog.function(name, wanted.signature());
            if (function.isPresent()) {
                table.set(i, function.get().collected());
                function.get().instance().ifPresent(instances::add);
            } else {
                refuse(
                        name,
                        " " + wanted.signature(),
                        "the function " + wanted.signature(),
                        "no hostcall of this name");
            }
        }
        return table;
    }

    private void global(int index, GuestObject.Global wanted) {
        if (wanted.name().isEmpty()) {
            return;
        }
        GuestGlobal.Mutability mutability = GuestGlobal.Mutability.of(wanted.isMutable());
        ValueType type = ValueType.of(wanted.type());
        find(
                        ImportCatalog.Name.of(wanted.module(), wanted.name()),
                        "a " + mutability + " global of type " + type,
                        Extern.Global.class,
                        offered -> offered.global().type() == type
                                && offered.global().mutability() == mutability)
                .ifPresent(found -> globals.put(index, found.global()));
    }

    private void table(int index, GuestObject.Table wanted) {
        if (wanted.name().isEmpty()) {
            return;
        }
        ValueType type = ValueType.of(wanted.type());
        find(
                        ImportCatalog.Name.of(wanted.module(), wanted.name()),
                        "a table of %d to %d elements of type %s".formatted(wanted.min(), wanted.max(), type),
                        Extern.Table.class,
                        offered -> offered.table().type() == type
                                && offered.table().size() >= wanted.min()
                                && offered.table().max() <= wanted.max())
                .ifPresent(found -> tables.put(index, found.table()));
    }

    /** An imported memory is the instance's own, unless its module as a whole is somebody else's. */
    private MemorySize memory() {
        MemorySize wanted = new MemorySize(module.memoryPages(), module.memoryMaxPages());
        Optional<GuestObject.MemoryImport> from = module.object().memoryImport();
        if (from.isEmpty() || !catalog.hasMemoryOf(from.get().module())) {
            return wanted;
        }
        return find(
                        new ImportCatalog.Name(from.get().module(), from.get().name()),
                        "a memory of %d to %d pages".formatted(wanted.pages(), wanted.maxPages()),
                        Extern.MemoryLimits.class,
                        offered -> offered.size().pages() >= wanted.pages()
                                && offered.size().maxPages() <= wanted.maxPages())
                .map(Extern.MemoryLimits::size)
                .orElse(wanted);
    }

    private <E extends Extern> Optional<E> find(
            ImportCatalog.Name name, String wanted, Class<E> kind, Predicate<E> fits) {
        Optional<E> found = catalog.find(name, kind, fits);
        if (found.isEmpty()) {
            refuse(name, ", " + wanted + ",", wanted, "nothing of this name");
        }
        found.flatMap(Extern::instance).ifPresent(instances::add);
        return found;
    }

    private void refuse(ImportCatalog.Name name, String detail, String kind, String nothing) {
        Collection<Extern> others = catalog.all(name);
        if (others.isEmpty()) {
            problems.add("missing: " + name + detail + " is imported, but " + nothing + " is given"
                    + suggestions().meant(name));
        } else {
            String given = others.stream().limit(MAX_LISTED).map(Extern::kind).collect(joining(" and "));
            String rest = others.size() > MAX_LISTED ? " and " + (others.size() - MAX_LISTED) + " more" : "";
            problems.add("mistyped: %s is imported as %s, but given is %s".formatted(name, kind, given + rest));
        }
    }

    private Suggestions suggestions() {
        Suggestions present = suggestions == null ? new Suggestions(catalog) : suggestions;
        suggestions = present;
        return present;
    }
}
