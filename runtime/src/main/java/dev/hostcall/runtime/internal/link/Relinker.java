package dev.hostcall.runtime.internal.link;

import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.ImportSource;
import dev.hostcall.runtime.internal.object.GuestObject;
import dev.hostcall.runtime.internal.object.MemorySize;
import dev.hostcall.runtime.internal.object.ModuleCore;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Links a module as it was linked before, where nothing but hostcalls of Java classes is offered: to look names up takes longer. */
public final class Relinker {
    private Relinker() {}

    /**
     * What the imports are resolved to, if the same was offered when the module was linked last.
     *
     * @param checks changes what stands behind imports before any is called
     */
    public static Optional<ResolvedImports> link(
            ModuleCore module, @Nullable ImportSource[] offered, BiConsumer<ModuleCore, HostcallTable> checks) {
        if (!(module.resolution() instanceof LastLink known)) {
            return Optional.empty();
        }
        Optional<ResolvedImports> same = known.sameLinks(offered);
        if (same.isPresent()) {
            return same;
        }
        Hostcalls[] offers = known.sameDeclarations(offered);
        if (offers == null) {
            return Optional.empty();
        }
        List<LastLink.Target> targets = known.targets();
        HostcallTable functions = new HostcallTable(targets.size(), offers);
        for (int i = 0; i < targets.size(); i++) {
            LastLink.Target target = targets.get(i);
            functions.set(i, Extern.Function.ofClass(offers[target.offer()], target.index()));
        }
        checks.accept(module, functions);
        ResolvedImports links = new ResolvedImports(
                functions, Map.of(), Map.of(), Map.of(), module.memory(), furtherMemories(module), Set.of());
        known.keep(links);
        return Optional.of(links);
    }

    private static List<MemorySize> furtherMemories(ModuleCore module) {
        return module.object().furtherMemories().stream()
                .map(GuestObject.Memory::size)
                .toList();
    }

    /** Keeps in mind how a module was linked, if it can be linked so again. */
    public static void remember(ModuleCore module, @Nullable ImportSource[] offered, ResolvedImports links) {
        List<List<HostcallDeclaration>> declarations = new ArrayList<>();
        for (ImportSource source : offered) {
            if (!(source instanceof Hostcalls hostcalls)) {
                return;
            }
            declarations.add(hostcalls.declarations());
        }
        List<LastLink.Target> targets = new ArrayList<>();
        for (int i = 0; i < module.imports().size(); i++) {
            Extern.Function target = links.functions().target(i);
            int offer = place(offered, target.hostcalls());
            if (offer == offered.length) { // the runtime's own
                return;
            }
            targets.add(new LastLink.Target(offer, target.index()));
        }
        module.resolution(new LastLink(declarations, targets));
    }

    private static int place(@Nullable ImportSource[] offered, Hostcalls found) {
        int place = 0;
        while (place < offered.length && offered[place] != found) {
            place++;
        }
        return place;
    }
}
