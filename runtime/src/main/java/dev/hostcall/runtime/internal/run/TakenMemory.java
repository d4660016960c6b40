package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.internal.engine.ControlBlock;
import dev.hostcall.runtime.internal.object.ExportedFunction;
import java.util.ArrayDeque;
import java.util.Deque;

/** What the arguments of one call have taken of the guest's memory, to be given back behind the call. */
final class TakenMemory {
    private final ExportedFunction release;
    private final Deque<Block> blocks = new ArrayDeque<>();

    private record Block(long address, long bytes, int alignment) {}

    /** Of nothing yet, to be given back by a function. */
    TakenMemory(ExportedFunction release) {
        this.release = release;
    }

    void add(long address, long bytes, int alignment) {
        blocks.push(new Block(address, bytes, alignment));
    }

    /** Gives all of it back, the latest first. Throws what the guest fails with meanwhile. */
    void release(Execution run) {
        ControlBlock control = run.instance().control();
        int parameters = release.signature().parameters().size();
        while (!blocks.isEmpty()) {
            Block block = blocks.pop();
            control.i32(0, (int) block.address());
            if (parameters > 1) {
                control.i32(1, (int) block.bytes());
            }
            if (parameters > 2) {
                control.i32(2, block.alignment());
            }
            run.nested().callMemoryFunction(release);
        }
    }
}
