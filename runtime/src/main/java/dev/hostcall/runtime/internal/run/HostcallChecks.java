package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.internal.link.HostcallTable;
import dev.hostcall.runtime.internal.object.ModuleCore;
import java.util.List;

/** What stands between a guest and those of its hostcalls whose results are more than one number. */
public final class HostcallChecks {
    private HostcallChecks() {}

    /** Puts it there. */
    public static void add(ModuleCore module, HostcallTable functions) {
        functions.replaceAll((index, function) -> CollectedResults.of(function));
        if (module.hasPreciseImports()) {
            List<String> types = module.importTypes();
            functions.replaceAll((index, function) -> PreciseResults.of(function, types.get(index)));
        }
    }
}
