package dev.hostcall.compiler.read;

import java.util.Arrays;
import java.util.List;

/** The blocks, loops and ifs that are open where a body is being read, the function itself the outermost. */
final class Frames {
    private static final int MOST_FRAMES = 100_000;

    private final Input in;
    private Opcode[] kinds = new Opcode[16];
    private Signature[] signatures = new Signature[16];
    private int[] heights = new int[16];
    private boolean[] unreachable = new boolean[16];
    private int depth;

    Frames(Input in) {
        this.in = in;
    }

    int depth() {
        return depth;
    }

    /** Opens one over operands of the height; {@code inUnreachable} is of what is around it. */
    void open(Opcode kind, Signature signature, int height, boolean inUnreachable, int offset) {
        if (depth == kinds.length) {
            in.limit(depth + 1L, MOST_FRAMES, "nested blocks", offset);
            int larger = Math.min(2 * depth, MOST_FRAMES);
            kinds = Arrays.copyOf(kinds, larger);
            signatures = Arrays.copyOf(signatures, larger);
            heights = Arrays.copyOf(heights, larger);
            unreachable = Arrays.copyOf(unreachable, larger);
        }
        kinds[depth] = kind;
        signatures[depth] = signature;
        heights[depth] = height;
        unreachable[depth] = inUnreachable;
        depth++;
    }

    void close() {
        depth--;
    }

    /** From here on the innermost is its else, or a catch. */
    void goOnWith(Opcode kind) {
        kinds[depth - 1] = kind;
    }

    /** Of what a label leads to; the label has been checked. */
    Opcode kind(int label) {
        return kinds[depth - 1 - label];
    }

    Opcode kind() {
        return kinds[depth - 1];
    }

    Signature signature() {
        return signatures[depth - 1];
    }

    /** Where the operands of the innermost begin. */
    int height() {
        return heights[depth - 1];
    }

    /** Whether what is around the innermost cannot be reached. */
    boolean isInUnreachable() {
        return unreachable[depth - 1];
    }

    /** What a branch to a label carries; the label has been checked. */
    List<Type> carried(int label) {
        int frame = depth - 1 - label;
        return kinds[frame] == Opcode.LOOP ? signatures[frame].takes() : signatures[frame].gives();
    }
}
