package dev.hostcall.runtime.internal.link;

import dev.hostcall.abi.BuildTarget;
import dev.hostcall.runtime.Signature;
import dev.hostcall.runtime.internal.object.ExportedFunction;
import dev.hostcall.runtime.internal.object.ModuleCore;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import java.util.Optional;

/** The exported function of the component model's canonical ABI by which a guest takes memory for what the host gives it. */
public final class Allocators {
    /** Its name; the other mangling's is {@link BuildTarget#REALLOC}. */
    public static final String NAME = "cabi_realloc";

    private static final Signature SIGNATURE = Signature.parse("iiii:i");

    private Allocators() {}

    /** That of a module, which was linked. */
    public static ExportedFunction of(ModuleCore module) {
        return find(module).orElseGet(() -> module.requireExport(NAME));
    }

    private static Optional<ExportedFunction> find(ModuleCore module) {
        return module.export(NAME).or(() -> module.export(BuildTarget.REALLOC));
    }

    /** What is wrong with a module that imports a hostcall, as to its allocator. */
    static Optional<String> problem(ModuleCore module, HostcallDeclaration hostcall) {
        return hostcall.allocation() == HostcallDeclaration.Allocation.NONE
                ? Optional.empty()
                : problem(module, hostcall.qualifiedName());
    }

    /** What is wrong with a module that is given memory, as to its allocator. */
    static Optional<String> problem(ModuleCore module, String giver) {
        String needed = "%s gives the guest memory, which it takes by an exported function %s %s; it exports "
                .formatted(giver, NAME, SIGNATURE);
        Optional<ExportedFunction> function = find(module);
        if (function.isEmpty()) {
            return Optional.of("missing: " + needed + "none");
        }
        return function.get().signature().equals(SIGNATURE)
                ? Optional.empty()
                : Optional.of("mistyped: " + needed + function.get());
    }
}
