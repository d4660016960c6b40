package dev.hostcall.runtime.internal.run;

import dev.hostcall.abi.GuestStop;
import dev.hostcall.runtime.internal.engine.ControlBlock;
import dev.hostcall.runtime.internal.link.Allocator;
import dev.hostcall.runtime.internal.link.Allocator.Convention;
import dev.hostcall.runtime.internal.link.Allocators;
import dev.hostcall.runtime.internal.object.ExportedFunction;
import dev.hostcall.runtime.spi.AllocatorDeclaration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The exported functions by which a guest takes memory for results of hostcalls and for arguments. They run to their end inside of the
 * hostcall, whose Java frames need not be kept for them: they may not call the host, as the component model has it, and if they spend the
 * bound of the poll, they are given one more slice, which the guest owes.
 */
final class GuestAllocator {
    private static final int NO_SUCH_BLOCK = 0;

    /** What AssemblyScript's runtime calls an ArrayBuffer, in every module. */
    private static final int ARRAY_BUFFER = 1;

    private final InstanceCore instance;

    // Those below are used by the thread that runs the guest.

    /** The one found by convention; looked for at the first use. */
    private @Nullable Allocator conventional;

    /** Those that were named; few instances have any. */
    private @Nullable Map<AllocatorDeclaration, Allocator> named;

    /** Where what is taken is noted, while the arguments of a call are lowered that are to be given back. */
    private @Nullable TakenMemory account;

    GuestAllocator(InstanceCore instance) {
        this.instance = instance;
    }

    /** From here on, what is taken is noted there; nowhere, without one. */
    void noteIn(@Nullable TakenMemory next) {
        account = next;
    }

    /** The name of the function that takes memory, for messages. */
    String name(AllocatorDeclaration declared) {
        return of(declared).name();
    }

    /** What the allocator returns, whatever it is. */
    long allocate(AllocatorDeclaration declared, long bytes, int alignment) {
        if (bytes > 0xffff_ffffL) {
            throw new IllegalArgumentException("its result has " + bytes + " bytes; a guest can address 4294967295");
        }
        Allocator allocator = of(declared);
        pass(allocator.convention(), (int) bytes, alignment);
        long address = call(allocator.allocate());
        if (address != 0 && allocator.pin().isPresent()) {
            instance.control().i32(0, (int) address);
            address = call(allocator.pin().get());
        }
        TakenMemory noted = account;
        if (noted != null && address != 0) {
            noted.add(address, bytes, alignment);
        }
        return address;
    }

    private void pass(Convention convention, int bytes, int alignment) {
        ControlBlock control = instance.control();
        switch (convention) {
            case REALLOC -> {
                control.i32(0, NO_SUCH_BLOCK); // nothing to grow or to move
                control.i32(1, 0);
                control.i32(2, alignment);
                control.i32(3, bytes);
            }
            case SIZE -> control.i32(0, bytes);
            case SIZE_AND_ALIGNMENT -> {
                control.i32(0, bytes);
                control.i32(1, alignment);
            }
            case SIZE_AND_CLASS -> {
                control.i32(0, bytes);
                control.i32(1, ARRAY_BUFFER);
            }
        }
    }

    private long call(ExportedFunction function) {
        instance.runs().current().nested().callMemoryFunction(function);
        return Integer.toUnsignedLong(instance.control().i32(0));
    }

    private Allocator of(AllocatorDeclaration declared) {
        Allocator present = conventional;
        if (!declared.isByConvention()) {
            Map<AllocatorDeclaration, Allocator> all = named;
            if (all == null) {
                all = new HashMap<>();
                named = all;
            }
            return all.computeIfAbsent(declared, name -> Allocators.of(instance.module(), name));
        }
        if (present == null) {
            present = Allocators.of(instance.module(), declared);
            conventional = present;
        }
        return present;
    }

    /** Serves a stop of an allocator's, or of what takes memory back; the stop that it ends with, or nothing if it goes on. */
    static @Nullable Stop serve(Execution run, String function, long message) {
        return switch (GuestStop.reason(message)) {
            case GuestStop.RETURNED -> Stop.Plain.RETURNED;
            case GuestStop.HOSTCALL ->
                refuse(run, function, run.instance().hostcalls().name(GuestStop.detail(message)));
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
