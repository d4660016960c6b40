package dev.hostcall.runtime.internal.link;

import dev.hostcall.runtime.internal.front.Front;
import dev.hostcall.runtime.internal.object.ExportedFunction;
import dev.hostcall.runtime.internal.object.ModuleCore;
import dev.hostcall.runtime.spi.ExportDeclaration;
import dev.hostcall.runtime.spi.HostcallDeclaration.Allocation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the exports that an interface declares, or everything that is wrong with them. */
public final class ExportCatalog {
    private static final Comparator<ExportedFunction> LATER =
            Comparator.comparing(export -> Mangling.version(export.name()));

    private final ModuleCore module;
    private final Optional<ExportedFunction> release; // of the one allocator for arguments
    private final List<String> problems = new ArrayList<>();

    /** By their common names; made by the first that is not found under its own. */
    private @Nullable Map<String, ExportedFunction> known;

    /**
     * One that was found.
     *
     * @param function the function
     * @param post what is to be called once its result has been read, if the guest has such a function
     * @param release what is to be called for all memory that its arguments took, if the guest does not own that
     */
    public record Export(
            ExportedFunction function,
            @Nullable ExportedFunction post,
            @Nullable ExportedFunction release) {}

    private ExportCatalog(ModuleCore module, Optional<ExportDeclaration> allocating) {
        this.module = module;
        this.release = allocating
                .flatMap(declared -> Allocators.forArguments(module, declared.allocator()))
                .flatMap(Allocator::release);
    }

    /**
     * Those of a module that are declared, in this order.
     *
     * @throws dev.hostcall.runtime.LinkException naming every export that is missing or mistyped
     */
    public static List<Export> of(ModuleCore module, List<ExportDeclaration> declarations) {
        Optional<ExportDeclaration> allocating = declarations.stream()
                .filter(declared -> declared.allocation() == Allocation.BY_GUEST)
                .findFirst(); // all have the same allocator
        ExportCatalog catalog = new ExportCatalog(module, allocating);
        List<Export> exports = declarations.stream()
                .flatMap(declared -> catalog.find(declared).stream())
                .toList();
        allocating
                .flatMap(declared -> Allocators.problem(
                        module, declared.allocator(), Allocators.Use.ARGUMENTS, "a call of " + declared.name()))
                .ifPresent(catalog.problems::add);
        if (!catalog.problems.isEmpty()) {
            throw Front.link("an interface to guest " + module.name(), catalog.problems, List.of());
        }
        return exports;
    }

    private Optional<Export> find(ExportDeclaration declared) {
        Optional<ExportedFunction> found = module.export(declared.name()).or(() -> mangled(declared.name()));
        if (found.isEmpty()) {
            problems.add("missing: the function %s%s is declared, but the guest exports none of this name%s"
                    .formatted(declared.name(), declared.signature(), meant(declared.name())));
        } else if (!found.get().signature().equals(declared.signature())) {
            problems.add("mistyped: %s is declared as %s, but the guest exports it as %s"
                    .formatted(
                            declared.name(), declared.signature(), found.get().signature()));
        }
        FunctionTables.problem(module, declared.pointers(), declared.name() + " takes or returns")
                .ifPresent(problems::add);
        return found.map(function -> new Export(
                function,
                module.export(Mangling.post(function.name())).orElse(null),
                declared.allocation() == Allocation.BY_GUEST ? release.orElse(null) : null));
    }

    /** What tools of the component model may have called an export, the latest version of it. */
    private Optional<ExportedFunction> mangled(String name) {
        Map<String, ExportedFunction> present = known;
        if (present == null) {
            present = module.exports().stream()
                    .collect(Collectors.toMap(
                            export -> Mangling.ofExport(export.name()),
                            Function.identity(),
                            BinaryOperator.maxBy(LATER)));
            known = present;
        }
        return Optional.ofNullable(present.get(Mangling.ofExport(name)));
    }

    private String meant(String name) {
        List<String> names =
                module.exports().stream().map(ExportedFunction::name).sorted().toList();
        Map<String, String> byCommonName = new LinkedHashMap<>();
        names.forEach(each -> byCommonName.putIfAbsent(Mangling.ofExport(each), each));
        return Spelling.nearest(Mangling.ofExport(name), List.copyOf(byCommonName.keySet()))
                .map(byCommonName::get)
                .map(near -> "; did you mean " + near + "?")
                .orElse(
                        names.isEmpty()
                                ? ""
                                : "; it exports " + String.join(", ", names.subList(0, Math.min(10, names.size()))));
    }
}
