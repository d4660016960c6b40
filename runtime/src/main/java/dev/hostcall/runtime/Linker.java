package dev.hostcall.runtime;

import static java.util.stream.Collectors.joining;

import dev.hostcall.runtime.internal.GuestObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Resolves a guest's imports; finds every problem, not only the first. */
final class Linker {
    private static final int MAX_LISTED = 5;

    private final GuestModule module;
    private final List<String> problems = new ArrayList<>();
    private final Offers offers;
    private final Map<Integer, GuestGlobal> globals = new HashMap<>();
    private final Map<Integer, GuestTable> tables = new HashMap<>();
    private final Set<Instance> instances = new HashSet<>();
    private @Nullable Suggestions suggestions; // made by the first import that is missing

    private Linker(GuestModule module, ImportSource... sources) {
        this.module = module;
        this.offers = new Offers(sources, problems);
    }

    /**
     * Resolves all imports.
     *
     * @throws LinkException naming every import that is missing, mistyped or offered twice
     */
    static Links link(GuestModule module, ImportSource... sources) {
        return new Linker(module, sources).link();
    }

    private Links link() {
        Linkage functions = functions();
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
        return new Links(functions, globals, tables, memory, instances);
    }

    private Linkage functions() {
        List<GuestModule.Import> imports = module.imports();
        Linkage linkage = new Linkage(imports.size());
        for (int i = 0; i < imports.size(); i++) {
            GuestModule.Import wanted = imports.get(i);
            Offers.Name name = new Offers.Name(wanted.module(), wanted.name());
            Optional<Offers.Function> function = offers.function(name, wanted.signature());
            if (function.isPresent()) {
                link(linkage, i, function.get());
            } else {
                refuse(
                        name,
                        " " + wanted.signature(),
                        "the function " + wanted.signature(),
                        "no hostcall of this name");
            }
        }
        return linkage;
    }

    private void link(Linkage linkage, int index, Offers.Function function) {
        linkage.set(index, function.collected());
        if (function.hostcalls() instanceof ForeignHostcalls foreign) {
            instances.add(foreign.callee());
        }
    }

    private void global(int index, GuestObject.Global wanted) {
        if (wanted.name().isEmpty()) {
            return;
        }
        GuestGlobal.Mutability mutability = GuestGlobal.Mutability.of(wanted.isMutable());
        ValueType type = ValueType.of(wanted.type());
        find(wanted.module(), wanted.name(), "a " + mutability + " global of type " + type, thing -> {
            boolean fits = thing.thing() instanceof GuestGlobal global
                    && global.type() == type
                    && global.mutability() == mutability;
            if (fits) {
                globals.put(index, (GuestGlobal) thing.thing());
            }
            return fits;
        });
    }

    private void table(int index, GuestObject.Table wanted) {
        if (wanted.name().isEmpty()) {
            return;
        }
        ValueType type = ValueType.of(wanted.type());
        String kind = "a table of %d to %d elements of type %s".formatted(wanted.min(), wanted.max(), type);
        find(wanted.module(), wanted.name(), kind, thing -> {
            boolean fits = thing.thing() instanceof GuestTable table
                    && table.type() == type
                    && table.size() >= wanted.min()
                    && table.max() <= wanted.max();
            if (fits) {
                tables.put(index, (GuestTable) thing.thing());
            }
            return fits;
        });
    }

    /** An imported memory is the instance's own, unless its module as a whole is somebody else's. */
    private MemorySize memory() {
        MemorySize[] size = {new MemorySize(module.memoryPages(), module.memoryMaxPages())};
        Optional<GuestObject.MemoryImport> memoryImport = module.object().memoryImport();
        if (memoryImport.isPresent() && offers.hasMemoryOf(memoryImport.get().module())) {
            MemorySize wanted = size[0];
            String kind = "a memory of %d to %d pages".formatted(wanted.pages(), wanted.maxPages());
            Optional<String> from = Optional.of(memoryImport.get().module());
            find(from, Optional.of(memoryImport.get().name()), kind, thing -> {
                boolean fits = thing.thing() instanceof MemorySize offered
                        && offered.pages() >= wanted.pages()
                        && offered.maxPages() <= wanted.maxPages();
                if (fits) {
                    size[0] = (MemorySize) thing.thing();
                }
                return fits;
            });
        }
        return size[0];
    }

    private void find(Optional<String> from, Optional<String> field, String kind, Taker taker) {
        Offers.Name name = new Offers.Name(from.orElse(""), field.orElse(""));
        Optional<Offers.Thing> thing = offers.thing(name, taker::take);
        if (thing.isEmpty()) {
            refuse(name, ", " + kind + ",", kind, "nothing of this name");
        } else if (thing.get().source() instanceof Instance instance) {
            instances.add(instance);
        }
    }

    private void refuse(Offers.Name name, String detail, String kind, String nothing) {
        Collection<Offers.Offer> others = offers.all(name);
        if (others.isEmpty()) {
            problems.add("missing: " + name + detail + " is imported, but " + nothing + " is given"
                    + suggestions().meant(name));
        } else {
            String given =
                    others.stream().limit(MAX_LISTED).map(Offers.Offer::kind).collect(joining(" and "));
            String rest = others.size() > MAX_LISTED ? " and " + (others.size() - MAX_LISTED) + " more" : "";
            problems.add("mistyped: %s is imported as %s, but given is %s".formatted(name, kind, given + rest));
        }
    }

    private Suggestions suggestions() {
        Suggestions present = suggestions == null ? new Suggestions(offers) : suggestions;
        suggestions = present;
        return present;
    }

    /** Takes what fits. */
    private interface Taker {
        boolean take(Offers.Thing thing);
    }
}
