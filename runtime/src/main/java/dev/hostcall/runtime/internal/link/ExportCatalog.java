package dev.hostcall.runtime.internal.link;

import dev.hostcall.runtime.internal.front.Front;
import dev.hostcall.runtime.internal.object.ExportedFunction;
import dev.hostcall.runtime.internal.object.ModuleCore;
import dev.hostcall.runtime.spi.ExportDeclaration;
import dev.hostcall.runtime.spi.HostcallDeclaration.Allocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the exports that an interface declares, or everything that is wrong with them. */
public final class ExportCatalog {
    /** What the canonical ABI calls the function that takes a result's memory back. */
    private static final String POST = "cabi_post_";

    private final ModuleCore module;
    private final List<String> problems = new ArrayList<>();

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

    private ExportCatalog(ModuleCore module) {
        this.module = module;
    }

    /**
     * Those of a module that are declared, in this order.
     *
     * @throws dev.hostcall.runtime.LinkException naming every export that is missing or mistyped
     */
    public static List<Export> of(ModuleCore module, List<ExportDeclaration> declarations) {
        ExportCatalog catalog = new ExportCatalog(module);
        List<Export> exports = declarations.stream()
                .flatMap(declared -> catalog.find(declared).stream())
                .toList();
        declarations.stream()
                .filter(declared -> declared.allocation() == Allocation.BY_GUEST)
                .findFirst() // all have the same
                .flatMap(declared -> Allocators.problem(
                        module, declared.allocator(), Allocators.Use.ARGUMENTS, "a call of " + declared.name()))
                .ifPresent(catalog.problems::add);
        if (!catalog.problems.isEmpty()) {
            throw Front.link("an interface to guest " + module.name(), catalog.problems, List.of());
        }
        return exports;
    }

    private Optional<Export> find(ExportDeclaration declared) {
        Optional<ExportedFunction> found = module.export(declared.name());
        if (found.isEmpty()) {
            problems.add("missing: the function %s%s is declared, but the guest exports none of this name%s"
                    .formatted(declared.name(), declared.signature(), meant(declared.name())));
        } else if (!found.get().signature().equals(declared.signature())) {
            problems.add("mistyped: %s is declared as %s, but the guest exports it as %s"
                    .formatted(
                            declared.name(), declared.signature(), found.get().signature()));
        }
        return found.map(function -> new Export(
                function,
                module.export(POST + declared.name()).orElse(null),
                release(declared).orElse(null)));
    }

    private Optional<ExportedFunction> release(ExportDeclaration declared) {
        return declared.allocation() == Allocation.BY_GUEST
                ? Allocators.forArguments(module, declared.allocator()).flatMap(Allocator::release)
                : Optional.empty();
    }

    private String meant(String name) {
        List<String> names =
                module.exports().stream().map(ExportedFunction::name).sorted().toList();
        return Spelling.nearest(name, names)
                .map(near -> "; did you mean " + near + "?")
                .orElse(
                        names.isEmpty()
                                ? ""
                                : "; it exports " + String.join(", ", names.subList(0, Math.min(10, names.size()))));
    }
}
