package dev.hostcall.runtime.internal.run;

import dev.hostcall.abi.GuestStop;
import dev.hostcall.runtime.internal.engine.ControlBlock;
import dev.hostcall.runtime.internal.link.Allocators;
import dev.hostcall.runtime.internal.object.ExportedFunction;
import org.jspecify.annotations.Nullable;

/**
 * The exported function by which a guest takes memory for results of hostcalls. It runs to its end inside of the hostcall, whose Java
 * frames need not be kept for it: it may not call the host, as the component model has it, and if it spends the bound of the
 * poll, it is given one more slice, which the guest owes.
 */
final class GuestAllocator {
    private static final int NO_SUCH_BLOCK = 0;

    private final InstanceCore instance;

    /** Looked for at the first use; used by the thread that runs the guest. */
    private @Nullable ExportedFunction function;

    GuestAllocator(InstanceCore instance) {
        this.instance = instance;
    }

    /** What the allocator returns, whatever it is. */
    long allocate(long bytes, int alignment) {
        if (bytes > 0xffff_ffffL) {
            throw new IllegalArgumentException("its result has " + bytes + " bytes; a guest can address 4294967295");
        }
        ControlBlock control = instance.control();
        control.i32(0, NO_SUCH_BLOCK); // nothing to grow or to move
        control.i32(1, 0);
        control.i32(2, alignment);
        control.i32(3, (int) bytes);
        instance.runs().current().nested().callMemoryFunction(function());
        return Integer.toUnsignedLong(control.i32(0));
    }

    private ExportedFunction function() {
        ExportedFunction present = function;
        if (present == null) {
            present = Allocators.of(instance.module());
            function = present;
        }
        return present;
    }

    /** Serves a stop of an allocator's, or of what takes memory back; the stop that it ends with, or nothing if it goes on. */
    static @Nullable Stop serve(Execution run, String function, long message) {
        return switch ((int) message) {
            case GuestStop.HOSTCALL ->
                refuse(run, function, run.instance().hostcalls().name((int) (message >>> 32)));
            case GuestStop.CALL_FOREIGN -> refuse(run, function, "(of another instance)");
            case GuestStop.BUDGET -> Payment.sliceSpentByAllocator(run);
            default -> run.serve(message);
        };
    }

    private static Stop refuse(Execution run, String function, String called) {
        IllegalStateException why = new IllegalStateException(
                "the guest's %s called it; an allocator calls nothing outside of its guest".formatted(function));
        String guest = run.instance().guest();
        return run.termination().fail(Failures.threw(guest, called, why, Backtrace.ofSuspended(run)));
    }
}
