package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.internal.link.Exporter;
import dev.hostcall.runtime.internal.reference.LinkGroup;
import dev.hostcall.runtime.internal.reference.Member;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** An instance's place in the group of those it is linked to; most are linked to none, and have no group. */
final class Membership {
    private final Member instance;
    private volatile @Nullable LinkGroup group; // made when it is needed first; guarded by this where it is written

    Membership(Member instance) {
        this.instance = instance;
    }

    /** Whether it is linked to another: without one in its group, no function of another instance can be called. */
    boolean isLinked() {
        LinkGroup present = group;
        return present != null && present.isShared();
    }

    /** The group; made now, if there is none yet. */
    LinkGroup group() {
        LinkGroup present = group;
        return present == null ? make() : present;
    }

    private synchronized LinkGroup make() {
        LinkGroup present = group;
        if (present == null) {
            present = LinkGroup.of(instance);
            group = present;
        }
        return present;
    }

    /** Joins the groups of others; false if one of them has ended. */
    boolean join(Collection<Exporter> others) {
        return others.isEmpty()
                || group().joinAll(others.stream().map(Member::group).toList());
    }

    /** The instance is reset: no handle of its guest's is left. */
    void forgetObjects() {
        LinkGroup linked = group;
        if (linked != null) {
            linked.forgetObjects(instance);
        }
    }

    /** The instance is closed: gives its slot back, or leaves that to the group. */
    void end() {
        LinkGroup linked = endGroup();
        if (linked == LinkGroup.ENDED) {
            instance.giveBack();
        } else {
            linked.close(instance);
        }
    }

    /** The group it has; if it has none, nobody joins it any more. */
    private synchronized LinkGroup endGroup() {
        LinkGroup linked = group;
        if (linked == null) {
            linked = LinkGroup.ENDED;
            group = linked;
        }
        return linked;
    }
}
