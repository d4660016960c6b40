package dev.hostcall.runtime.internal.link;

import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.ImportSource;
import dev.hostcall.runtime.internal.object.Resolution;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a module's imports were resolved where all of them were hostcalls. Thread-safe. */
final class LastLink implements Resolution {
    private static final WeakReference<@Nullable ResolvedImports> NONE = new WeakReference<>(null);

    private final List<List<HostcallDeclaration>> offered;
    private final List<Target> targets;

    /** Of the latest instance that was linked so, as long as one has them: a module may outlive the hostcalls. */
    private volatile WeakReference<@Nullable ResolvedImports> latest = NONE;

    /**
     * What answers an import.
     *
     * @param offer which of the offers
     * @param index which hostcall of that
     */
    record Target(int offer, int index) {}

    /** That what was offered, in its order, was declared so, and what answers each import. */
    LastLink(List<List<HostcallDeclaration>> offered, List<Target> targets) {
        this.offered = List.copyOf(offered);
        this.targets = List.copyOf(targets);
    }

    List<Target> targets() {
        return targets;
    }

    /** What an instance with these very offers has, which is never changed and serves others too. */
    Optional<ResolvedImports> sameLinks(@Nullable ImportSource[] offers) {
        ResolvedImports links = latest.get();
        return links != null && links.functions().isOf(offers) ? Optional.of(links) : Optional.empty();
    }

    void keep(ResolvedImports links) {
        latest = new WeakReference<>(links);
    }

    /** The offers, if they are declared by the same objects as those were; absent if not. */
    Hostcalls @Nullable [] sameDeclarations(@Nullable ImportSource[] offers) {
        if (offers.length != offered.size()) {
            return null;
        }
        Hostcalls[] all = new Hostcalls[offers.length];
        for (int i = 0; i < offers.length; i++) {
            if (!(offers[i] instanceof Hostcalls hostcalls) || !areSame(offered.get(i), hostcalls.declarations())) {
                return null;
            }
            all[i] = hostcalls;
        }
        return all;
    }

    /** A class has its declarations once, and to compare texts takes long. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean areSame(List<HostcallDeclaration> some, List<HostcallDeclaration> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (some.get(i) != others.get(i)) {
                return false;
            }
        }
        return true;
    }
}
