package dev.hostcall.runtime.internal.link;

import static java.util.stream.Collectors.joining;

import dev.hostcall.abi.SignatureText;
import dev.hostcall.runtime.GuestGlobal.Mutability;
import dev.hostcall.runtime.GuestModule.Import;
import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.LinkException;
import dev.hostcall.runtime.ValueType;
import dev.hostcall.runtime.internal.front.Front;
import dev.hostcall.runtime.internal.memory.GlobalCore;
import dev.hostcall.runtime.internal.memory.TableCore;
import dev.hostcall.runtime.internal.memory.TagCore;
import dev.hostcall.runtime.internal.object.GuestObject;
import dev.hostcall.runtime.internal.object.MemorySize;
import dev.hostcall.runtime.internal.object.ModuleCore;
import dev.hostcall.runtime.internal.reference.Member;
import dev.hostcall.runtime.spi.HostcallDeclaration;
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
public final class Linker {
    private static final int MAX_LISTED = 5;

    private final ModuleCore module;
    private final List<String> problems = new ArrayList<>();
    private final ImportCatalog catalog;
    private final Map<Integer, GlobalCore> globals = new HashMap<>();
    private final Map<Integer, TableCore> tables = new HashMap<>();
    private final Map<Integer, TagCore> tags = new HashMap<>();
    private final Set<Exporter> instances = new HashSet<>();
    private @Nullable Suggestions suggestions; // made by the first import that is missing

    /** For the imports of a module. */
    public Linker(ModuleCore module) {
        this.module = module;
        this.catalog = new ImportCatalog(problems);
    }

    /** Offers the methods of a Java class. */
    public void offer(Hostcalls hostcalls) {
        catalog.add(hostcalls);
    }

    /** Offers what the runtime has for guests that nobody else offers to them. */
    public void offerBesides(Hostcalls hostcalls) {
        catalog.addBesides(hostcalls);
    }

    /** Offers what an instance exports, under a module name. */
    public void offer(Exporter instance, String name) {
        catalog.add(instance, name);
    }

    /** Offers what the embedder has made. */
    public void offer(HostOffers offers) {
        catalog.add(offers);
    }

    /**
     * Resolves all imports from what was offered.
     *
     * @throws LinkException naming every import that is missing, mistyped or offered twice
     */
    public ResolvedImports link() {
        HostcallTable functions = functions();
        List<GuestObject.Global> wantedGlobals = module.object().globals();
        for (int i = 0; i < wantedGlobals.size(); i++) {
            global(i, wantedGlobals.get(i));
        }
        List<GuestObject.Table> wantedTables = module.object().tables();
        for (int i = 0; i < wantedTables.size(); i++) {
            table(i, wantedTables.get(i));
        }
        List<GuestObject.Tag> wantedTags = module.object().tags();
        for (int i = 0; i < wantedTags.size(); i++) {
            tag(i, wantedTags.get(i));
        }
        GuestObject object = module.object();
        MemorySize memory = memory(object.memoryImport(), module.memory(), object.isMemoryWide());
        List<MemorySize> furtherMemories =
                object.furtherMemories().stream().map(this::memory).toList();
        instances.stream()
                .filter(Member::isClosed)
                .forEach(instance -> problems.add(
                        "closed: the instance of guest " + instance.guest() + ", whose exports are given"));
        if (!problems.isEmpty()) {
            throw Front.link("guest " + module.name(), problems, suggestions == null ? List.of() : suggestions.given());
        }
        return new ResolvedImports(functions, globals, tables, tags, memory, furtherMemories, instances);
    }

    private HostcallTable functions() {
        List<Import> imports = module.imports();
        HostcallTable table = new HostcallTable(imports.size());
        for (int i = 0; i < imports.size(); i++) {
            Import wanted = imports.get(i);
            ImportCatalog.Name name = new ImportCatalog.Name(wanted.module(), wanted.name());
            String type = module.importTypes().get(i);
            Optional<Extern.Function> function =
                    catalog.function(name, wanted.signature()).filter(found -> found.isOf(type));
            if (function.isPresent()) {
                table.set(i, function.get());
                Allocators.problem(module, function.get().declaration()).ifPresent(problems::add);
                HostcallDeclaration declared = function.get().declaration();
                FunctionTables.problem(module, declared.pointers(), declared.qualifiedName() + " is passed")
                        .ifPresent(problems::add);
                function.get().instance().ifPresent(instances::add);
            } else {
                refuse(
                        name,
                        " " + SignatureText.describeSignature(type),
                        Extern.Function.kind(type),
                        "no hostcall of this name");
            }
        }
        return table;
    }

    private void global(int index, GuestObject.Global wanted) {
        if (wanted.name().isEmpty()) {
            return;
        }
        Mutability mutability = GlobalCore.mutability(wanted);
        String type = wanted.type();
        find(
                        ImportCatalog.Name.of(wanted.module(), wanted.name()),
                        "a " + mutability + " global of type " + SignatureText.describe(type),
                        Extern.Global.class,
                        offered -> offered.global().mutability() == mutability
                                && (wanted.isMutable()
                                        ? offered.global().text().equals(type)
                                        : SignatureText.isA(offered.global().text(), type)))
                .ifPresent(found -> globals.put(index, found.global()));
    }

    private void table(int index, GuestObject.Table wanted) {
        if (wanted.name().isEmpty()) {
            return;
        }
        String type = wanted.type();
        ValueType indices = wanted.isWide() ? ValueType.I64 : ValueType.I32;
        find(
                        ImportCatalog.Name.of(wanted.module(), wanted.name()),
                        "a table of %d to %d elements of type %s%s"
                                .formatted(
                                        wanted.min(),
                                        wanted.max(),
                                        SignatureText.describe(type),
                                        Extern.Table.by(indices)),
                        Extern.Table.class,
                        offered -> offered.table().text().equals(type)
                                && offered.table().indices() == indices
                                && offered.table().size() >= wanted.min()
                                && offered.table().max() <= wanted.max())
                .ifPresent(found -> tables.put(index, found.table()));
    }

    private void tag(int index, GuestObject.Tag wanted) {
        if (wanted.name().isEmpty()) {
            return;
        }
        TagCore type = TagCore.of(wanted.signature());
        find(
                        ImportCatalog.Name.of(wanted.module(), wanted.name()),
                        type.toString(),
                        Extern.Tag.class,
                        offered -> offered.tag().isLike(type))
                .ifPresent(found -> tags.put(index, found.tag()));
    }

    private MemorySize memory(GuestObject.Memory wanted) {
        Optional<GuestObject.MemoryImport> from = wanted.name()
                .map(name -> new GuestObject.MemoryImport(wanted.module().orElse(""), name));
        return memory(from, wanted.size(), wanted.isWide());
    }

    /** An imported memory is the instance's own, unless its module as a whole is somebody else's. */
    private MemorySize memory(Optional<GuestObject.MemoryImport> from, MemorySize wanted, boolean isWide) {
        if (from.isEmpty() || !catalog.hasMemoryOf(from.get().module())) {
            return wanted;
        }
        return find(
                        new ImportCatalog.Name(from.get().module(), from.get().name()),
                        "a memory of %d to %d pages%s"
                                .formatted(wanted.pages(), wanted.maxPages(), isWide ? ", with 64-bit addresses" : ""),
                        Extern.MemoryLimits.class,
                        offered -> !isWide
                                && offered.size().pages() >= wanted.pages()
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
        Collection<Extern> others = catalog.similar(name);
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
