package dev.hostcall.runtime;

import dev.hostcall.abi.GuestAbi;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All that is offered for import, by module, name and type: one name may stand for several things that differ in type. */
final class Offers {
    private static final long MAX_PAGES = GuestAbi.MAX_PAGES;

    private final Map<Name, Offer> byName = new HashMap<>();
    private final Map<Name, Map<String, Offer>> byType = new HashMap<>(0); // of names given more than once: few, if any
    private final Set<String> modules = new HashSet<>();
    private final List<HostImports> families = new ArrayList<>(0);
    private final List<String> problems;

    /** Collects; what is offered twice is added to the problems. */
    Offers(ImportSource[] sources, List<String> problems) {
        this.problems = problems;
        for (ImportSource source : sources) {
            if (source instanceof Hostcalls hostcalls) {
                add(hostcalls);
            } else if (source instanceof InstanceExports exports) {
                modules.add(exports.module());
                add(exports);
            } else if (source instanceof HostImports imports) {
                add(imports);
            }
        }
    }

    private void add(Hostcalls hostcalls) {
        List<HostcallDeclaration> declarations = hostcalls.declarations();
        for (int i = 0; i < declarations.size(); i++) {
            HostcallDeclaration declaration = declarations.get(i);
            add(declaration.module(), declaration.name(), new Function(hostcalls, i, declaration));
        }
    }

    private void add(HostImports imports) {
        if (imports.offersMemory()) {
            modules.add(imports.module());
        }
        imports.offers().forEach(offer -> add(imports.module(), offer.getKey(), new Thing(offer.getValue(), imports)));
        imports.functions().forEach(this::add);
        if (imports.hasFamilies()) {
            families.add(imports);
        }
    }

    private void add(InstanceExports exports) {
        Instance instance = exports.instance();
        add(new ForeignHostcalls(instance, exports.module()));
        instance.data()
                .exportedGlobals()
                .forEach((name, global) -> add(exports.module(), name, new Thing(global, instance)));
        instance.data()
                .exportedTables()
                .forEach((name, table) -> add(exports.module(), name, new Thing(table, instance)));
        instance.module()
                .exportedMemory()
                .ifPresent(name -> add(exports.module(), name, new Thing(instance.memory(), instance)));
    }

    private void add(String module, String name, Offer offer) {
        Name key = new Name(module, name);
        Offer first = byName.putIfAbsent(key, offer);
        if (first == null) {
            return;
        }
        Map<String, Offer> types = byType.computeIfAbsent(key, any -> new LinkedHashMap<>(Map.of(first.type(), first)));
        Offer same = types.putIfAbsent(offer.type(), offer);
        if (same != null) {
            problems.add("surplus: %s, %s, is given twice, by %s and by %s"
                    .formatted(key, offer.kind(), same.owner(), offer.owner()));
        }
    }

    /** The first thing that fits of what stands under a name. */
    Optional<Thing> thing(Name name, Predicate<Thing> fits) {
        return all(name).stream()
                .filter(Thing.class::isInstance)
                .map(Thing.class::cast)
                .filter(fits)
                .findFirst();
    }

    /** The function of a name and type; one of a family is made for it. */
    Optional<Function> function(Name name, Signature signature) {
        if (byName.get(name) instanceof Function function
                && function.declaration().signature().equals(signature)) {
            return Optional.of(function);
        }
        Offer other = byType.getOrDefault(name, Map.of()).get(Function.kind(signature));
        return other instanceof Function function ? Optional.of(function) : member(name, signature);
    }

    private Optional<Function> member(Name name, Signature signature) {
        return families.stream()
                .filter(imports -> imports.module().equals(name.module()))
                .flatMap(imports -> imports.member(name.field(), signature).stream())
                .findFirst()
                .map(member -> new Function(member, 0, member.declarations().get(0)));
    }

    /** All that stands under a name, whatever its type. */
    Collection<Offer> all(Name name) {
        Offer first = byName.get(name);
        Map<String, Offer> types = byType.get(name);
        if (types != null) {
            return types.values();
        }
        return first == null ? List.of() : List.of(first);
    }

    /** The names of all that is given. */
    Set<Name> names() {
        return byName.keySet();
    }

    /** Whether memory that is imported under a module name is an instance's or the embedder's, and not the guest's own. */
    boolean hasMemoryOf(String module) {
        return modules.contains(module);
    }

    /** What is imported, by its two names; a dot in one of them does not make it another's. */
    record Name(String module, String field) {
        // Written out, as in Signature.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Name that && module.equals(that.module) && field.equals(that.field);
        }

        @Override
        public int hashCode() {
            return 31 * module.hashCode() + field.hashCode();
        }

        @Override
        public String toString() {
            return module + "." + field;
        }
    }

    /** One thing that can be imported. */
    sealed interface Offer permits Function, Thing {
        /** Who offers it. */
        String owner();

        /** What it is. */
        String kind();

        /** What a name can stand for only once: what it is, without sizes, which change. */
        default String type() {
            return kind();
        }
    }

    /** A hostcall, or another instance's function. */
    record Function(Hostcalls hostcalls, int index, HostcallDeclaration declaration, boolean isSuspending)
            implements Offer {
        Function(Hostcalls hostcalls, int index, HostcallDeclaration declaration) {
            this(hostcalls, index, declaration, declaration.kind() == HostcallDeclaration.Kind.SUSPENDING);
        }

        /** The same, its results collected and checked if there are several of them. */
        Function collected() {
            return CollectedResults.areNeeded(hostcalls, declaration)
                    ? new Function(new CollectedResults(hostcalls, index), 0, declaration)
                    : this;
        }

        @Override
        public String owner() {
            return hostcalls.toString();
        }

        @Override
        public String kind() {
            return kind(declaration.signature());
        }

        static String kind(Signature signature) {
            return "the function " + signature;
        }
    }

    /** A {@link GuestGlobal}, {@link GuestTable}, {@link Memory} or {@link MemorySize}. */
    record Thing(Object thing, Object source) implements Offer {
        @Override
        public String owner() {
            return source instanceof Instance instance
                    ? "instance of " + instance.module().name()
                    : "HostImports";
        }

        @Override
        public String type() {
            if (thing instanceof GuestGlobal) {
                return kind();
            }
            return thing instanceof GuestTable table ? "a table of type " + table.type() : "a memory";
        }

        @Override
        public String kind() {
            if (thing instanceof GuestGlobal global) {
                return "a " + global.mutability() + " global of type " + global.type();
            }
            if (thing instanceof GuestTable table) {
                String max = table.max() >= MAX_PAGES * MAX_PAGES - 1 ? "any number" : String.valueOf(table.max());
                return "a table of %d to %s elements of type %s".formatted(table.size(), max, table.type());
            }
            if (thing instanceof MemorySize size) {
                return "a memory of %d to %d pages".formatted(size.pages(), size.maxPages());
            }
            return "the memory of another instance";
        }
    }
}
