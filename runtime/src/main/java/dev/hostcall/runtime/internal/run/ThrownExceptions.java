package dev.hostcall.runtime.internal.run;

import dev.hostcall.abi.GuestLayout.Thrown;
import dev.hostcall.runtime.GuestException;
import dev.hostcall.runtime.TrapCode;
import dev.hostcall.runtime.internal.engine.ControlBlock;
import dev.hostcall.runtime.internal.engine.NativeEngine;
import dev.hostcall.runtime.internal.front.Front;
import dev.hostcall.runtime.internal.memory.TagCore;
import dev.hostcall.runtime.internal.reference.Values;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Exceptions on their way into and out of one instance's guest. Used by the thread that runs it, and forgotten when nothing of the guest is
 * left.
 */
final class ThrownExceptions {
    /** Handles are numbers that hardly anything else on a guest's stack is. */
    private static final long FIRST_HANDLE = 0x5A3C_96E1_0000_0000L;

    /** How many a guest may hold whose tags it does not know. */
    private static final int MOST_FOREIGN = 1024;

    private final InstanceCore instance;

    /** What the guest holds a handle of, or has held when it was looked for last. */
    private final Map<Long, GuestException> foreign = new HashMap<>(0);

    private long lastHandle = FIRST_HANDLE;

    /** The latest that came into the guest; it is the one that leaves, if the guest has thrown none since. */
    private @Nullable GuestException latest;

    ThrownExceptions(InstanceCore instance) {
        this.instance = instance;
    }

    /** Whether the guest may catch any; otherwise it is left by all. */
    boolean areCaught() {
        return instance.module().object().catchesExceptions();
    }

    /** Has the guest, which is inside a hostcall, go on with an exception. */
    void throwInto(GuestException exception) {
        ControlBlock control = instance.control();
        TagCore tag = (TagCore) Front.core(exception); // as all are
        if (instance.data().tags().contains(tag)) {
            Values.store(control, tag.types(), exception.values().toArray(), instance);
            control.exception(tag.address());
        } else {
            control.i64(0, handle(exception));
            control.exception(TagCore.FOREIGN.address());
        }
        instance.data().thrown().putLong(Thrown.COUNT, 0);
        latest = exception;
    }

    private long handle(GuestException exception) {
        if (foreign.size() >= MOST_FOREIGN) {
            foreign.keySet().retainAll(held());
            if (foreign.size() >= MOST_FOREIGN / 2 + MOST_FOREIGN / 4) { // it would be looked for again at once
                throw Front.trap(TrapCode.EXCEPTIONS_EXHAUSTED, instance.guest(), -1, "", List.of());
            }
        }
        foreign.put(++lastHandle, exception);
        return lastHandle;
    }

    /** All on the guest's stack and in its data that may be a handle. */
    private Set<Long> held() {
        ControlBlock control = instance.control();
        long begin = control.guestStackPointer() & -Long.BYTES;
        ByteBuffer words = NativeEngine.view(begin, control.address() - begin);
        Set<Long> held = new HashSet<>();
        for (int at = 0; at <= words.capacity() - Long.BYTES; at += Long.BYTES) {
            if (foreign.containsKey(words.getLong(at))) {
                held.add(words.getLong(at));
            }
        }
        return held;
    }

    /** The exception that leaves the guest of a run. */
    GuestException takeOut(Execution running) {
        ControlBlock control = instance.control();
        long address = control.exception();
        control.exception(0);
        Optional<GuestException> passing = passing();
        if (passing.isPresent()) {
            return passing.get();
        }
        if (address == TagCore.FOREIGN.address()) {
            return Objects.requireNonNull(foreign.remove(control.i64(0)));
        }
        TagCore tag = instance.data().tag(address);
        List<@Nullable Object> values =
                Collections.unmodifiableList(Arrays.asList(Values.load(control, tag.types(), instance)));
        Backtrace backtrace =
                areCaught() ? Backtrace.ofThrown(running, instance.data().thrown()) : Backtrace.ofTrapped(running);
        GuestException thrown = Front.exception(tag, values, "guest " + instance.guest(), backtrace.frames());
        backtrace.weaveInto(thrown);
        return thrown;
    }

    /** One that came into the guest and leaves it as it came. */
    private Optional<GuestException> passing() {
        GuestException came = latest;
        latest = null;
        return areCaught() && instance.data().thrown().getLong(Thrown.COUNT) == 0
                ? Optional.ofNullable(came)
                : Optional.empty();
    }
}
