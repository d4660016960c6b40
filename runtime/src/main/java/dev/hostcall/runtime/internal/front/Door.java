package dev.hostcall.runtime.internal.front;

import dev.hostcall.runtime.FunctionReference;
import dev.hostcall.runtime.GuestException;
import dev.hostcall.runtime.GuestFrame;
import dev.hostcall.runtime.GuestLoadException;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.LimitsExceededException;
import dev.hostcall.runtime.LinkException;
import dev.hostcall.runtime.MemoryAccessException;
import dev.hostcall.runtime.MemorySlice;
import dev.hostcall.runtime.RegionFullException;
import dev.hostcall.runtime.TerminationReason;
import dev.hostcall.runtime.TrapCode;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the front makes for the rooms: values whose constructors are private to the front. The front opens it once; users cannot, as
 * this package is not exported. Rooms go through {@link Front}.
 */
public interface Door {
    /** The front's; absent before it has opened it. */
    AtomicReference<@Nullable Door> OPENED = new AtomicReference<>();

    /** Makes one. */
    InvalidStateException invalidState(String message);

    /** Makes one. */
    LimitsExceededException limitsExceeded(String message);

    /** Makes one. */
    RegionFullException regionFull(String message);

    /** Makes one. */
    MemoryAccessException memoryAccess(String message);

    /** Makes one. */
    GuestLoadException guestLoad(String file, String problem, @Nullable Throwable cause);

    /** Makes one. */
    LinkException link(String guest, List<String> problems, List<String> given);

    /** Makes one. */
    GuestTrapException trap(TrapCode code, String guest, long address, String detail, List<GuestFrame> backtrace);

    /** Makes one. */
    GuestTerminatedException terminated(
            TerminationReason reason,
            String message,
            @Nullable Object details,
            @Nullable Throwable cause,
            List<GuestFrame> backtrace);

    /** Makes one; {@code origin} is who threw it. */
    GuestException exception(Core tag, List<@Nullable Object> values, String origin, List<GuestFrame> backtrace);

    /** What is behind the tag of one. */
    Core core(GuestException exception);

    /** Makes one. */
    FunctionReference reference(ReferenceCore core);

    /** What is behind one. */
    ReferenceCore core(FunctionReference reference);

    /** The bytes of a slice themselves. */
    ByteBuffer view(MemorySlice slice);

    /** The trap of a number of the guest ABI. */
    TrapCode trapCode(int number);
}
