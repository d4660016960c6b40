package dev.hostcall.runtime.internal.link;

import dev.hostcall.runtime.GuestModule.Import;
import dev.hostcall.runtime.Signature;
import dev.hostcall.runtime.internal.front.Front;
import dev.hostcall.runtime.internal.object.ExportedFunction;
import dev.hostcall.runtime.internal.object.ModuleCore;
import dev.hostcall.runtime.spi.ResourceType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The resources that a module defines: what it imports to keep handles of their objects, and exports to destroy them. */
public final class ExportedResources {
    private static final Signature DESTRUCTOR = Signature.parse("i:");

    private ExportedResources() {}

    /** What an import does for a resource. */
    public enum Kind {
        /** Makes a handle of an object. */
        NEW("[resource-new]"),
        /** Looks an object up. */
        REP("[resource-rep]"),
        /** Drops a handle. */
        DROP("[resource-drop]");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    /**
     * One import.
     *
     * @param wanted as the module names it
     * @param kind what it does
     * @param module the module of the resource's functions, with no more of the version than its track
     * @param name the name of the resource
     */
    public record Intrinsic(Import wanted, Kind kind, String module, String name) {}

    /** All that a module imports. */
    public static List<Intrinsic> of(ModuleCore module) {
        return module.imports().stream()
                .filter(wanted -> Mangling.isOfExports(wanted.module()))
                .flatMap(wanted -> intrinsic(wanted).stream())
                .toList();
    }

    private static Optional<Intrinsic> intrinsic(Import wanted) {
        ImportCatalog.Name common = Mangling.ofImport(new ImportCatalog.Name(wanted.module(), wanted.name()));
        String path = Mangling.ofExportedResources(common.module());
        return Stream.of(Kind.values())
                .filter(kind -> common.field().startsWith(kind.prefix))
                .findFirst()
                .map(kind -> new Intrinsic(wanted, kind, path, common.field().substring(kind.prefix.length())));
    }

    /**
     * What a module has the objects of a resource destroyed by, if it has something.
     *
     * @throws dev.hostcall.runtime.LinkException if that is of another type
     */
    public static Optional<ExportedFunction> destructor(ModuleCore module, ResourceType<?> resource) {
        String wanted = resource.destructor();
        Optional<ExportedFunction> found = module.exports().stream()
                .filter(export -> Mangling.ofExport(export.name()).equals(wanted))
                .findFirst();
        found.filter(export -> !export.signature().equals(DESTRUCTOR)).ifPresent(export -> {
            String problem = "mistyped: %s destroys a %s and must be %s, but the guest exports it as %s"
                    .formatted(export.name(), resource, DESTRUCTOR, export.signature());
            throw Front.link("guest " + module.name(), List.of(problem), List.of());
        });
        return found;
    }
}
