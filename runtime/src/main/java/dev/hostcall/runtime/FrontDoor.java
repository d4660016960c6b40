package dev.hostcall.runtime;

import dev.hostcall.runtime.internal.front.Core;
import dev.hostcall.runtime.internal.front.Door;
import dev.hostcall.runtime.internal.front.ReferenceCore;
import dev.hostcall.runtime.internal.memory.TagCore;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes for the rooms what only this package can make; see decision 39. */
final class FrontDoor implements Door {
    private FrontDoor() {}

    /** For the static initializer that the rooms wait for. */
    static void open() {
        Door.OPENED.set(new FrontDoor());
    }

    @Override
    public InvalidStateException invalidState(String message) {
        return new InvalidStateException(message);
    }

    @Override
    public LimitsExceededException limitsExceeded(String message) {
        return new LimitsExceededException(message);
    }

    @Override
    public RegionFullException regionFull(String message) {
        return new RegionFullException(message);
    }

    @Override
    public MemoryAccessException memoryAccess(String message) {
        return new MemoryAccessException(message);
    }

    @Override
    public GuestLoadException guestLoad(String file, String problem, @Nullable Throwable cause) {
        return new GuestLoadException(file, problem, cause);
    }

    @Override
    public LinkException link(String guest, List<String> problems, List<String> given) {
        return new LinkException(guest, problems, given);
    }

    @Override
    public GuestTrapException trap(
            TrapCode code, String guest, long address, String detail, List<GuestFrame> backtrace) {
        return new GuestTrapException(code, guest, address, detail, backtrace);
    }

    @Override
    public GuestTerminatedException terminated(
            TerminationReason reason,
            String message,
            @Nullable Object details,
            @Nullable Throwable cause,
            List<GuestFrame> backtrace) {
        return new GuestTerminatedException(reason, message, details, cause, backtrace);
    }

    @Override
    public GuestException exception(
            Core tag, List<@Nullable Object> values, String origin, List<GuestFrame> backtrace) {
        return new GuestException((TagCore) tag, values, origin, backtrace);
    }

    @Override
    public Core core(GuestException exception) {
        return exception.core();
    }

    @Override
    public FunctionReference reference(ReferenceCore core) {
        return new FunctionReference(core);
    }

    @Override
    public ReferenceCore core(FunctionReference reference) {
        return reference.core();
    }

    @Override
    public ByteBuffer view(MemorySlice slice) {
        return slice.view();
    }

    @Override
    public TrapCode trapCode(int number) {
        return TrapCode.of(number);
    }
}
