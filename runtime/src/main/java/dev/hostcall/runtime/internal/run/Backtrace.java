package dev.hostcall.runtime.internal.run;

import dev.hostcall.abi.GuestLayout.Thrown;
import dev.hostcall.runtime.GuestFrame;
import dev.hostcall.runtime.internal.engine.ControlBlock;
import dev.hostcall.runtime.internal.engine.NativeEngine;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The guest functions on a guest's stack, read by following frame pointers. One list for each time the host entered the
 * guest, innermost first; within it, innermost first.
 */
final class Backtrace {
    /** The most frames reported for one entry; a stack that overflowed has very many. */
    private static final int MAX_FRAMES = 100;

    /** Where a switch leaves the resume address and the frame pointer, from the stack pointer it stored. */
    private static final int RESUME_ADDRESS = 0;

    private static final int FRAME_POINTER = 16;

    private final List<List<GuestFrame>> entries = new ArrayList<>();

    /** All guest frames that lie below one that trapped, through all instances. */
    static Backtrace ofTrapped(Execution execution) {
        Backtrace backtrace = new Backtrace();
        backtrace.addTrapped(execution.instance());
        backtrace.addBelow(execution);
        return backtrace;
    }

    /** All guest frames where an exception was thrown that has left them since, as far as they were noted. */
    static Backtrace ofThrown(Execution execution, ByteBuffer thrown) {
        Backtrace backtrace = new Backtrace();
        List<GuestFrame> frames = new ArrayList<>();
        for (int i = 0; i < thrown.getLong(Thrown.COUNT); i++) {
            long returnAddress = thrown.getLong(Thrown.PC + i * Long.BYTES);
            execution.instance().module().frameAt(returnAddress - 1).ifPresent(frames::add);
        }
        backtrace.entries.add(frames);
        backtrace.addBelow(execution);
        return backtrace;
    }

    /** All guest frames that lie below a hostcall, through all instances. */
    static Backtrace ofSuspended(Execution execution) {
        Backtrace backtrace = new Backtrace();
        InstanceCore instance = execution.instance();
        backtrace.addSuspended(instance, instance.control().guestStackPointer());
        backtrace.addBelow(execution);
        return backtrace;
    }

    /** All guest frames of a run that is ended where it is. */
    static Backtrace ofStopped(Execution execution) {
        return execution.hasBegun() ? ofSuspended(execution) : new Backtrace();
    }

    private void addBelow(Execution innermost) {
        innermost.suspended().forEach(stackPointer -> addSuspended(innermost.instance(), stackPointer));
        for (Execution outer = innermost.caller(); outer != null; outer = outer.caller()) {
            InstanceCore instance = outer.instance();
            addSuspended(instance, instance.control().guestStackPointer());
            outer.suspended().forEach(stackPointer -> addSuspended(instance, stackPointer));
        }
    }

    List<List<GuestFrame>> entries() {
        return entries;
    }

    /** Adds the frames of an entry that trapped. */
    void addTrapped(InstanceCore instance) {
        ControlBlock control = instance.control();
        entries.add(walk(instance, control.trapPc(), control.trapFrame(), 0));
    }

    /** Adds the frames of an entry that called the host, by the stack pointer it left. */
    void addSuspended(InstanceCore instance, long stackPointer) {
        ControlBlock control = instance.control();
        ByteBuffer stack = stack(control);
        int at = (int) (stackPointer - control.stackLow());
        if (at < 0 || at > stack.capacity() - FRAME_POINTER - Long.BYTES) {
            return;
        }
        entries.add(walk(instance, stack.getLong(at + RESUME_ADDRESS), stack.getLong(at + FRAME_POINTER), 1));
    }

    /** {@code correction} is 1 where the first address is one to return to, which may lie behind its function. */
    private static List<GuestFrame> walk(InstanceCore instance, long pc, long framePointer, int correction) {
        ControlBlock control = instance.control();
        ByteBuffer stack = stack(control);
        List<GuestFrame> frames = new ArrayList<>();
        instance.module().frameAt(pc - correction).ifPresent(frames::add);
        long frame = framePointer;
        while (frames.size() < MAX_FRAMES) {
            long at = frame - control.stackLow();
            if (at < 0 || at > stack.capacity() - 2 * Long.BYTES || at % Long.BYTES != 0) {
                break;
            }
            long next = stack.getLong((int) at);
            long returnAddress = stack.getLong((int) at + Long.BYTES);
            if (next <= frame) {
                break; // zero in the outermost frame, which returns to the engine; never downwards
            }
            instance.module().frameAt(returnAddress - 1).ifPresent(frames::add);
            frame = next;
        }
        return frames;
    }

    private static ByteBuffer stack(ControlBlock control) {
        return NativeEngine.view(control.stackLow(), control.address() - control.stackLow());
    }

    /** All frames, innermost first. */
    List<GuestFrame> frames() {
        return entries.stream().flatMap(List::stream).toList();
    }

    private static StackTraceElement asElement(GuestFrame frame) {
        return new StackTraceElement(frame.guest(), frame.function(), frame.guest(), (int) frame.index());
    }

    /** Whether an element of a stack trace is what {@link #asElement} makes. */
    private static boolean isGuestFrame(StackTraceElement element) {
        return element.getClassName().equals(element.getFileName());
    }

    /**
     * Puts guest frames into a Java stack trace, each entry's above the frame of the run loop that made it. What was put
     * there before, on the exception's way out of a nested call, stays as it is.
     */
    void weaveInto(Throwable thrown) {
        List<StackTraceElement> woven = new ArrayList<>();
        Iterator<List<GuestFrame>> next = entries.iterator();
        boolean done = false; // for the entry that comes next
        for (StackTraceElement element : thrown.getStackTrace()) {
            if (GuestEntry.isOne(element) && next.hasNext()) {
                List<GuestFrame> frames = next.next();
                if (!done) {
                    frames.forEach(frame -> woven.add(asElement(frame)));
                }
            }
            done = isGuestFrame(element);
            woven.add(element);
        }
        thrown.setStackTrace(woven.toArray(StackTraceElement[]::new));
    }
}
