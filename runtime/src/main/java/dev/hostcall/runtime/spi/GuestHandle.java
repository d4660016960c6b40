package dev.hostcall.runtime.spi;

import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.internal.front.Front;
import dev.hostcall.runtime.internal.link.ExportCatalog;
import dev.hostcall.runtime.internal.memory.GuestRep;
import dev.hostcall.runtime.internal.memory.HandleTable;
import dev.hostcall.runtime.internal.object.ExportedFunction;
import dev.hostcall.runtime.internal.run.InstanceCore;
import dev.hostcall.runtime.internal.run.Invocations;
import dev.hostcall.runtime.internal.run.TypedCall;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An object of a resource that a guest defines, as generated code implements the interface that declares it. */
public abstract class GuestHandle {
    private final Held held;

    /** Of what was lifted. */
    protected GuestHandle(Held held) {
        this.held = Objects.requireNonNull(held, "held");
    }

    /** What there is of an object in Java. */
    public static final class Held {
        private final InstanceCore instance;
        private final HandleTable table;
        private final GuestRep rep;
        private final ResourceType<?> type;

        Held(InstanceCore instance, HandleTable table, GuestRep rep, ResourceType<?> type) {
            this.instance = instance;
            this.table = table;
            this.rep = rep;
            this.type = type;
        }

        HandleTable table() {
            return table;
        }

        GuestRep rep() {
            return rep;
        }

        /** Whether the instance still is the one that has made it: a reset begins with other handles. */
        private boolean isOfNow() {
            return instance.presentHandles() == table;
        }

        private void require(InstanceCore by) {
            if (by != instance) {
                throw new IllegalArgumentException(
                        "the %s that was passed is of another instance, of guest %s".formatted(type, instance.guest()));
            }
            if (!isOfNow()) {
                throw Front.invalidState("cannot use the %s: its instance was reset".formatted(type));
            }
        }
    }

    /** What there is of an object that is passed to an instance. */
    static Held held(Object object, ResourceType<?> type, InstanceCore to) {
        if (!(object instanceof GuestHandle handle)) {
            throw new IllegalArgumentException(
                    "the %s that was passed is an object of class %s; a guest takes only what guests have made"
                            .formatted(type, object.getClass().getName()));
        }
        handle.held.require(to);
        return handle.held;
    }

    /**
     * Closes one: has the guest destroy it, in a run on this thread. Does nothing if it is closed or given to the guest, and no more than
     * that if its instance is closed, was reset, or has failed.
     *
     * @param turns whether that waits for its turn
     */
    public static void close(GuestHandle handle, ReturnedFunction.Turns turns) {
        Held held = Objects.requireNonNull(handle, "handle").held;
        Objects.requireNonNull(turns, "turns");
        if (held.rep.isOver()) {
            return;
        }
        InstanceCore instance = held.instance;
        Optional<ExportedFunction> destructor = held.rep.destructor();
        if (destructor.isEmpty() || !held.isOfNow() || isBeyondCalls(instance.state())) {
            held.rep.close();
        } else if (turns == ReturnedFunction.Turns.QUEUED) {
            instance.queue().call(() -> destroyed(held, destructor.get()));
        } else {
            destroyed(held, destructor.get());
        }
    }

    private static boolean isBeyondCalls(InstanceState state) {
        return state == InstanceState.CLOSED || state == InstanceState.FAULTED || state == InstanceState.TERMINATED;
    }

    private static @Nullable Object destroyed(Held held, ExportedFunction destructor) {
        return new Invocations(held.instance)
                .join(new TypedCall(
                        new ExportCatalog.Export(destructor, null, null), frame -> pass(held, frame), frame -> null));
    }

    private static void pass(Held held, Frame frame) {
        held.require(frame.instance());
        held.rep.require(held.type.toString());
        frame.argument(0, Integer.toUnsignedLong(held.rep.number()));
        held.rep.close();
    }

    /** What it is, and of which guest. */
    @Override
    public String toString() {
        return held.type + " of guest " + held.instance.guest() + (held.rep.isOver() ? ", no more" : "");
    }
}
