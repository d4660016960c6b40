package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.TerminationReason;
import dev.hostcall.runtime.TrapCode;
import dev.hostcall.runtime.internal.front.Front;
import dev.hostcall.runtime.spi.GuestFault;
import org.jspecify.annotations.Nullable;

/** The exceptions that guests end with unless they return, with the guest's frames in their stack traces. */
final class Failures {
    /** What a wait on memory is called where a hostcall would be named. */
    static final String WAIT = "memory.atomic.wait";

    private static final int NO_ADDRESS = -1;

    private Failures() {}

    // ---- traps ----

    /** What an instance has trapped with. An access that faulted had been paid for, with all that follows it. */
    static GuestTrapException trap(InstanceCore instance, TrapCode code, Backtrace backtrace) {
        String guest = instance.guest();
        long address = instance.control().trapAddress();
        if (address == 0 && code != TrapCode.MEMORY_OUT_OF_BOUNDS) {
            return trap(code, guest, NO_ADDRESS, "", backtrace);
        }
        if (address != 0 && instance.module().isMetered()) {
            instance.budget()
                    .refund(instance.module().object().refund(instance.control().trapPc()));
        }
        long offset = address - instance.base();
        if (offset >= 0 && offset < instance.addressSpace()) {
            return trap(code, guest, offset, " at address " + offset, backtrace);
        }
        return address == 0
                ? trap(code, guest, NO_ADDRESS, "", backtrace)
                : trap(code, guest, address, " at 0x%x, outside of linear memory".formatted(address), backtrace);
    }

    /** A hostcall was passed a pointer out of bounds. */
    static GuestTrapException trapInHostcall(String guest, String hostcall, GuestFault fault, Backtrace backtrace) {
        return trap(
                fault.code(),
                guest,
                fault.address(),
                " in hostcall " + hostcall + ": " + fault.getMessage(),
                backtrace);
    }

    /** An exported function has returned a pointer that leads nowhere. */
    static GuestTrapException trapAtExport(String guest, String export, GuestFault fault) {
        String detail = " at export " + export + ": " + fault.getMessage();
        return trap(fault.code(), guest, fault.address(), detail, new Backtrace());
    }

    private static GuestTrapException trap(
            TrapCode code, String guest, long address, String detail, Backtrace backtrace) {
        GuestTrapException trap = Front.trap(code, guest, address, detail, backtrace.frames());
        backtrace.weaveInto(trap);
        return trap;
    }

    // ---- terminations ----

    /** A guest was terminated for a reason that needs no details. */
    static GuestTerminatedException terminated(TerminationReason reason, String guest, Backtrace backtrace) {
        return terminated(reason, guest, ": " + reason, null, null, backtrace);
    }

    /** A hostcall terminated it. */
    static GuestTerminatedException provided(String guest, Object details, Backtrace backtrace) {
        return terminated(
                TerminationReason.PROVIDED,
                guest,
                ": " + TerminationReason.PROVIDED + " with " + details,
                details,
                null,
                backtrace);
    }

    /** A hostcall threw. */
    static GuestTerminatedException threw(String guest, String hostcall, Throwable cause, Backtrace backtrace) {
        GuestTerminatedException end = terminated(
                TerminationReason.HOSTCALL_THREW,
                guest,
                ": hostcall " + hostcall + " threw " + cause,
                null,
                cause,
                backtrace);
        backtrace.weaveInto(cause);
        return end;
    }

    /** An exported function has returned what is no value of the type that its interface declares. */
    static GuestTerminatedException noValue(String guest, String export, Throwable cause) {
        return terminated(
                TerminationReason.NO_VALUE,
                guest,
                ": export " + export + " returned no value of its type: " + cause,
                null,
                cause,
                new Backtrace());
    }

    /** A hostcall returned a future, and the guest may not block. */
    static GuestTerminatedException needsAsync(String guest, String hostcall, Backtrace backtrace) {
        return terminated(
                TerminationReason.BLOCK_ON_NEEDS_ASYNC,
                guest,
                " in hostcall " + hostcall + ": " + TerminationReason.BLOCK_ON_NEEDS_ASYNC,
                null,
                null,
                backtrace);
    }

    /** The guest waits on its memory, and may not block. */
    static GuestTerminatedException needsAsync(String guest, Backtrace backtrace) {
        return terminated(
                TerminationReason.BLOCK_ON_NEEDS_ASYNC,
                guest,
                " in " + WAIT
                        + ": block-on needs async: it waits to be notified; start the guest with runAsync, not run",
                null,
                null,
                backtrace);
    }

    private static GuestTerminatedException terminated(
            TerminationReason reason,
            String guest,
            String how,
            @Nullable Object details,
            @Nullable Throwable cause,
            Backtrace backtrace) {
        GuestTerminatedException end = Front.terminated(
                reason, "guest " + guest + " was terminated" + how, details, cause, backtrace.frames());
        backtrace.weaveInto(end);
        return end;
    }
}
