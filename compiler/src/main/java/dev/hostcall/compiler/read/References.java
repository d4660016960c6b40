package dev.hostcall.compiler.read;

import java.util.Arrays;

/** What an element segment holds, as numbers: functions by their index, null, and the values of globals. */
public final class References {
    private static final int NULL = -1;
    private static final int FIRST_GLOBAL = -2;

    private int[] entries;
    private int size;

    References(int expected) {
        entries = new int[expected];
    }

    void addFunction(int function) {
        add(function);
    }

    void addNull() {
        add(NULL);
    }

    void addGlobal(int global) {
        add(FIRST_GLOBAL - global);
    }

    private void add(int entry) {
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, 2 * size + 1);
        }
        entries[size++] = entry;
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /** Whether entry {@code i} is a function, {@link #index} its index. */
    public boolean isFunction(int i) {
        return entries[i] >= 0;
    }

    /** Whether entry {@code i} is the value of a global, {@link #index} its index. */
    public boolean isGlobal(int i) {
        return entries[i] <= FIRST_GLOBAL;
    }

    /** The function or global of entry {@code i}; meant where it is one. */
    public int index(int i) {
        return isGlobal(i) ? FIRST_GLOBAL - entries[i] : entries[i];
    }
}
