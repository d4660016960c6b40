package dev.hostcall.runtime.internal.front;

import dev.hostcall.runtime.FunctionReference;
import dev.hostcall.runtime.GuestException;
import dev.hostcall.runtime.GuestFrame;
import dev.hostcall.runtime.GuestLoadException;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.HostcallException;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.LimitsExceededException;
import dev.hostcall.runtime.LinkException;
import dev.hostcall.runtime.MemoryAccessException;
import dev.hostcall.runtime.MemorySlice;
import dev.hostcall.runtime.RegionFullException;
import dev.hostcall.runtime.TerminationReason;
import dev.hostcall.runtime.TrapCode;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the rooms have the front make for them, through its {@link Door}. */
public final class Front {
    private static final Door DOOR = door();

    private Front() {}

    private static Door door() {
        try {
            MethodHandles.lookup().ensureInitialized(HostcallException.class); // which opens it
        } catch (IllegalAccessException e) {
            throw new ExceptionInInitializerError(e);
        }
        return Objects.requireNonNull(Door.OPENED.get(), "the door");
    }

    /** Has all of this loaded now: where a hostcall has exhausted the Java stack, it could not be, and never again. */
    public static void ensureLoaded() {
        Objects.requireNonNull(DOOR);
    }

    /** What was asked of something is not allowed by its state. */
    public static InvalidStateException invalidState(String message) {
        return DOOR.invalidState(message);
    }

    /** A guest needs more than it is given. */
    public static LimitsExceededException limitsExceeded(String message) {
        return DOOR.limitsExceeded(message);
    }

    /** There is no room for another instance. */
    public static RegionFullException regionFull(String message) {
        return DOOR.regionFull(message);
    }

    /** An access of Java code's is out of bounds. */
    public static MemoryAccessException memoryAccess(String message) {
        return DOOR.memoryAccess(message);
    }

    /** Something cannot be loaded. */
    public static GuestLoadException guestLoad(String file, String problem, @Nullable Throwable cause) {
        return DOOR.guestLoad(file, problem, cause);
    }

    /** A guest cannot be linked; {@code given} are lines that say what there was. */
    public static LinkException link(String guest, List<String> problems, List<String> given) {
        return DOOR.link(guest, problems, given);
    }

    /** A guest trapped; {@code address} is -1 if that concerns none. */
    public static GuestTrapException trap(
            TrapCode code, String guest, long address, String detail, List<GuestFrame> backtrace) {
        return DOOR.trap(code, guest, address, detail, backtrace);
    }

    /** A guest was terminated. */
    public static GuestTerminatedException terminated(
            TerminationReason reason,
            String message,
            @Nullable Object details,
            @Nullable Throwable cause,
            List<GuestFrame> backtrace) {
        return DOOR.terminated(reason, message, details, cause, backtrace);
    }

    /** An exception of a guest's; {@code origin} is who threw it. */
    public static GuestException exception(
            Core tag, List<@Nullable Object> values, String origin, List<GuestFrame> backtrace) {
        return DOOR.exception(tag, values, origin, backtrace);
    }

    /** What is behind the tag of an exception. */
    public static Core core(GuestException exception) {
        return DOOR.core(exception);
    }

    /** A reference to a function, as users have it. */
    public static FunctionReference reference(ReferenceCore core) {
        return DOOR.reference(core);
    }

    /** What is behind a reference to a function. */
    public static ReferenceCore core(FunctionReference reference) {
        return DOOR.core(reference);
    }

    /** The bytes of a slice themselves, for the thread that runs the guest, until its hostcall returns. */
    public static ByteBuffer view(MemorySlice slice) {
        return DOOR.view(slice);
    }

    /** The trap of a number of the guest ABI. */
    public static TrapCode trapCode(int number) {
        return DOOR.trapCode(number);
    }
}
