package dev.hostcall.compiler.read;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Which locals have a value where a body is being read: those without a default, which are references that are not null, have
 * one only after they were set, up to the end of the block in which that was.
 */
final class LocalStates {
    private final Input in;
    private final BitSet unset = new BitSet();
    private int[] set = new int[8]; // those set in blocks that are open, the latest last
    private int setCount;
    private int[] before = new int[16]; // how many those were where each open block began
    private int depth;
    private boolean needed;

    LocalStates(Input in) {
        this.in = in;
    }

    /** Begins a body; its parameters have values. */
    void begin(Type[] locals, int parameters, int count) {
        unset.clear();
        needed = false;
        setCount = 0;
        depth = 0;
        for (int i = parameters; i < count; i++) {
            if (locals[i].isReference() && !locals[i].nullable()) {
                unset.set(i);
                needed = true;
            }
        }
    }

    void enterBlock() {
        if (needed) {
            if (depth == before.length) {
                before = Arrays.copyOf(before, 2 * depth);
            }
            before[depth++] = setCount;
        }
    }

    /** The innermost block's next arm begins. */
    void nextArm() {
        if (needed) {
            while (setCount > before[depth - 1]) {
                unset.set(set[--setCount]);
            }
        }
    }

    void leaveBlock() {
        if (needed && depth > 0) {
            nextArm();
            depth--;
        }
    }

    void set(int local) {
        if (needed && unset.get(local)) {
            unset.clear(local);
            if (setCount == set.length) {
                set = Arrays.copyOf(set, 2 * setCount);
            }
            set[setCount++] = local;
        }
    }

    void checkIsSet(int local, int offset) {
        if (needed && unset.get(local)) {
            throw in.invalid("uninitialized local " + local, offset);
        }
    }
}
