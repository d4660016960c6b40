package dev.hostcall.runtime.internal.reference;

import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.internal.front.Front;
import dev.hostcall.runtime.internal.object.ReferencedFunction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Instances that are linked to each other, and so may hold references to each other's functions. The slots of those that
 * are closed are kept until all are, so that no reference ever leads into the memory of an instance that is not linked. It also holds the
 * Java objects that their external references stand for.
 */
public final class LinkGroup {
    /** Linking and closing linked instances are rare: one lock for all groups keeps merging them simple. */
    private static final Object LOCK = new Object();

    /** Of an instance that was closed before it was linked to any: nobody joins it any more. */
    public static final LinkGroup ENDED = new LinkGroup();

    static {
        ENDED.ended = true;
    }

    private static long lastHandle; // of all groups, so that merged groups agree; guarded by LOCK, like the rest

    // These two are written with the lock held, and read without it by isShared.
    private volatile @Nullable LinkGroup mergedInto;
    private volatile boolean shared;

    private boolean ended; // all members were closed, and their slots may be others' by now
    private final Map<Long, Member> members = new HashMap<>();
    private final List<Member> closed = new ArrayList<>();
    private final Map<Long, Object> objects = new HashMap<>();
    private final IdentityHashMap<Object, Long> handles = new IdentityHashMap<>();

    /** A group of one. */
    public static LinkGroup of(Member instance) {
        LinkGroup group = new LinkGroup();
        group.members.put(instance.base(), instance);
        return group;
    }

    private LinkGroup root() {
        LinkGroup group = this;
        LinkGroup next = mergedInto;
        while (next != null) {
            group = next;
            next = group.mergedInto;
        }
        return group;
    }

    /** A group of nobody yet: of a table that the embedder fills before it is imported. */
    public static LinkGroup empty() {
        return new LinkGroup();
    }

    /** Makes one group of two, unless one of them has ended; whether it is one group now. */
    public boolean join(LinkGroup other) {
        synchronized (LOCK) {
            LinkGroup into = root();
            LinkGroup from = other.root();
            if (into.ended || from.ended) {
                return false;
            }
            if (into != from) {
                from.mergedInto = into;
                into.members.putAll(from.members);
                into.closed.addAll(from.closed);
                into.objects.putAll(from.objects);
                into.handles.putAll(from.handles);
                into.shared = into.members.size() > 1;
            }
            return true;
        }
    }

    /** Makes one group of all, unless one of them has ended: then nothing is changed. Whether it is one group now. */
    public boolean joinAll(List<LinkGroup> others) {
        synchronized (LOCK) {
            for (LinkGroup other : others) {
                if (other.root().ended) {
                    return false;
                }
            }
            others.forEach(this::join);
            return true;
        }
    }

    /** Whether more than one instance belongs to it, so that one's functions may be called by another. */
    public boolean isShared() {
        return root().shared;
    }

    /** How many instances belong to it, those included that are closed and whose slots are kept. */
    public int size() {
        synchronized (LOCK) {
            return root().members.size();
        }
    }

    /** Whether all members were closed: references to their functions lead nowhere any more. */
    public boolean hasEnded() {
        synchronized (LOCK) {
            return root().ended;
        }
    }

    boolean isSame(LinkGroup other) {
        synchronized (LOCK) {
            return root() == other.root();
        }
    }

    /**
     * What a reference to a function of a member leads to.
     *
     * @throws InvalidStateException if all members are closed
     */
    public ReferencedFunction function(long address) {
        synchronized (LOCK) { // slots are given back after the end was noted
            if (root().ended) {
                throw Front.invalidState("cannot use a reference to a function: its instance is closed");
            }
            return ReferencedFunction.at(address);
        }
    }

    /** The member whose linear memory begins at an address. */
    public Optional<Member> member(long base) {
        synchronized (LOCK) {
            return Optional.ofNullable(root().members.get(base));
        }
    }

    /** Records that a member is closed; gives the slots of all back if it was the last. */
    public void close(Member instance) {
        List<Member> done = List.of();
        synchronized (LOCK) {
            LinkGroup root = root();
            root.closed.add(instance);
            if (root.closed.size() == root.members.size()) {
                root.ended = true;
                done = List.copyOf(root.closed);
                root.members.clear();
                root.closed.clear();
                root.objects.clear();
                root.handles.clear();
            }
        }
        done.forEach(Member::giveBack);
    }

    /** Forgets all objects, if the group is this instance alone: it is reset, and nobody else has handles. */
    public void forgetObjects(Member instance) {
        synchronized (LOCK) {
            LinkGroup root = root();
            if (root.members.size() == 1 && root.members.containsValue(instance)) {
                root.objects.clear();
                root.handles.clear();
            }
        }
    }

    /** The handle of an object; the same for the same object. */
    public long handle(Object object) {
        synchronized (LOCK) {
            LinkGroup root = root();
            if (root.ended) {
                throw Front.invalidState("cannot make an external reference: the instance is closed");
            }
            Long present = root.handles.get(object);
            if (present != null) {
                return present;
            }
            long handle = ++lastHandle;
            root.handles.put(object, handle);
            root.objects.put(handle, object);
            return handle;
        }
    }

    /** The object a handle stands for; {@code null} for 0. */
    @Nullable
    public Object object(long handle) {
        synchronized (LOCK) {
            return root().objects.get(handle);
        }
    }
}
