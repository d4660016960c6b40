package dev.hostcall.runtime.internal.reference;

/** An instance, as a member of the group of those it is linked to. */
public interface Member {
    /** The name of its module. */
    String guest();

    /** The address of its linear memory. */
    long base();

    /** The group it is a member of; made when it is asked for first. */
    LinkGroup group();

    /** Whether it is closed. */
    boolean isClosed();

    /** Gives the slot back to the region: nothing leads into it any more. */
    void giveBack();
}
