package dev.hostcall.runtime.internal.link;

import dev.hostcall.runtime.Signature;
import dev.hostcall.runtime.internal.object.ExportedFunction;
import dev.hostcall.runtime.internal.object.ModuleCore;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import java.util.Optional;

/** The exported function of the component model's canonical ABI by which a guest takes memory for what the host gives it. */
public final class Allocators {
    /** Its name. */
    public static final String NAME = "cabi_realloc";

    private static final Signature SIGNATURE = Signature.parse("iiii:i");

    private Allocators() {}

    /** That of a module, which was linked. */
    public static ExportedFunction of(ModuleCore module) {
        return module.requireExport(NAME);
    }

    /** What is wrong with a module that imports a hostcall, as to its allocator. */
    static Optional<String> problem(ModuleCore module, HostcallDeclaration hostcall) {
        if (hostcall.allocation() == HostcallDeclaration.Allocation.NONE) {
            return Optional.empty();
        }
        Optional<ExportedFunction> function = module.export(NAME);
        if (function.isEmpty()) {
            return Optional.of(
                    "missing: %s gives the guest memory, which it takes by an exported function %s %s; it exports none"
                            .formatted(hostcall.qualifiedName(), NAME, SIGNATURE));
        }
        return function.get().signature().equals(SIGNATURE)
                ? Optional.empty()
                : Optional.of(
                        "mistyped: %s gives the guest memory, which it takes by an exported function %s %s; it exports %s"
                                .formatted(hostcall.qualifiedName(), NAME, SIGNATURE, function.get()));
    }
}
