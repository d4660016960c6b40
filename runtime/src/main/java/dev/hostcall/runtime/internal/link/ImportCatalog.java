package dev.hostcall.runtime.internal.link;

import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Signature;
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
final class ImportCatalog {
    private final Map<Name, Extern> byName = new HashMap<>();
    private final Map<Name, Map<String, Extern>> byType =
            new HashMap<>(0); // of names given more than once: few, if any
    private final Set<String> modules = new HashSet<>();
    private final List<HostOffers> families = new ArrayList<>(0);
    private final List<String> problems;
    private @Nullable MangledNames mangled; // made by the first import that is not found under its own name

    /** Of nothing yet; what is added twice is added to the problems. */
    ImportCatalog(List<String> problems) {
        this.problems = problems;
    }

    /** The methods of a Java class. */
    void add(Hostcalls hostcalls) {
        for (int i = 0; i < hostcalls.declarations().size(); i++) {
            add(Extern.Function.ofClass(hostcalls, i));
        }
    }

    /** The same, of what is not there yet. */
    void addBesides(Hostcalls hostcalls) {
        for (int i = 0; i < hostcalls.declarations().size(); i++) {
            Extern.Function function = Extern.Function.ofClass(hostcalls, i);
            HostcallDeclaration declared = function.declaration();
            byName.putIfAbsent(new Name(declared.module(), declared.name()), function);
        }
    }

    /** What the embedder offers. */
    void add(HostOffers offers) {
        if (offers.offersMemory()) {
            modules.add(offers.module());
        }
        offers.externs().forEach((name, offered) -> offered.forEach(each -> add(offers.module(), name, each)));
        offers.functions().forEach(function -> add(Extern.Function.ofEmbedder(function)));
        if (offers.hasFamilies()) {
            families.add(offers);
        }
    }

    /** What an instance exports, under a module name. */
    void add(Exporter instance, String module) {
        modules.add(module);
        Optional<Exporter> owner = Optional.of(instance);
        Hostcalls functions = instance.functionsAs(module);
        for (int i = 0; i < functions.declarations().size(); i++) {
            add(Extern.Function.ofInstance(functions, i, instance));
        }
        instance.exportedGlobals().forEach((name, global) -> add(module, name, new Extern.Global(global, owner)));
        instance.exportedTables().forEach((name, table) -> add(module, name, new Extern.Table(table, owner)));
        instance.exportedTags().forEach((name, tag) -> add(module, name, new Extern.Tag(tag, owner)));
        instance.exportedMemories().forEach(name -> add(module, name, new Extern.InstanceMemory(owner)));
    }

    private void add(Extern.Function function) {
        add(function.declaration().module(), function.declaration().name(), function);
    }

    private void add(String module, String name, Extern offer) {
        Name key = new Name(module, name);
        Extern first = byName.putIfAbsent(key, offer);
        if (first == null) {
            return;
        }
        Map<String, Extern> types =
                byType.computeIfAbsent(key, any -> new LinkedHashMap<>(Map.of(first.type(), first)));
        Extern same = types.putIfAbsent(offer.type(), offer);
        if (same != null) {
            problems.add("surplus: %s, %s, is given twice, by %s and by %s"
                    .formatted(key, offer.kind(), same.owner(), offer.owner()));
        }
    }

    /** The first of what stands under a name that is of a kind and fits. */
    <E extends Extern> Optional<E> find(Name name, Class<E> kind, Predicate<E> fits) {
        return all(name).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(fits)
                .findFirst();
    }

    /** The function of a name and type, as it is called or as tools of the component model may call it. */
    Optional<Extern.Function> function(Name name, Signature signature) {
        Optional<Extern.Function> exact = exactly(name, signature);
        if (exact.isPresent()) {
            return exact;
        }
        return othersOf(name).stream()
                .flatMap(other -> exactly(other, signature).stream())
                .findFirst()
                .or(() -> mangledMember(name, signature));
    }

    /** The names given that can stand for one which is not. */
    private List<Name> othersOf(Name name) {
        MangledNames present = mangled == null ? new MangledNames(byName.keySet()) : mangled;
        mangled = present;
        return present.of(name);
    }

    private Optional<Extern.Function> mangledMember(Name name, Signature signature) {
        Name common = Mangling.ofImport(name);
        return families.stream()
                .filter(offers -> Mangling.ofModule(offers.module()).equals(common.module()))
                .flatMap(offers -> offers.member(common.field(), signature).stream())
                .findFirst()
                .map(Extern.Function::ofEmbedder);
    }

    /** A function under its own name; one of a family is made for it. */
    private Optional<Extern.Function> exactly(Name name, Signature signature) {
        if (byName.get(name) instanceof Extern.Function function
                && function.declaration().signature().equals(signature)) {
            return Optional.of(function);
        }
        Extern other = byType.getOrDefault(name, Map.of()).get(Extern.Function.type(signature));
        return other instanceof Extern.Function function ? Optional.of(function) : member(name, signature);
    }

    private Optional<Extern.Function> member(Name name, Signature signature) {
        return families.stream()
                .filter(offers -> offers.module().equals(name.module()))
                .flatMap(offers -> offers.member(name.field(), signature).stream())
                .findFirst()
                .map(Extern.Function::ofEmbedder);
    }

    /** All that stands under a name or under one that can stand for it, whatever its type. */
    Collection<Extern> similar(Name name) {
        Collection<Extern> exact = all(name);
        return exact.isEmpty()
                ? othersOf(name).stream().flatMap(other -> all(other).stream()).toList()
                : exact;
    }

    /** All that stands under a name, whatever its type. */
    Collection<Extern> all(Name name) {
        Extern first = byName.get(name);
        Map<String, Extern> types = byType.get(name);
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
        /** Of an import, whose names are there. */
        static Name of(Optional<String> module, Optional<String> field) {
            return new Name(module.orElse(""), field.orElse(""));
        }

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
}
