package dev.hostcall.runtime;

import dev.hostcall.runtime.internal.ForeignFunction;

/** A reference to a function of a guest. May be passed to any instance that is linked to its own. */
public final class FunctionReference {
    private final long address;
    private final LinkGroup group;

    FunctionReference(long address, LinkGroup group) {
        this.address = address;
        this.group = group;
    }

    long address() {
        return address;
    }

    LinkGroup group() {
        return group;
    }

    boolean belongsTo(LinkGroup other) {
        return group.isSame(other);
    }

    ForeignFunction function() {
        return ForeignFunction.at(address);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FunctionReference reference && reference.address == address;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(address);
    }

    @Override
    public String toString() {
        return "FunctionReference[0x" + Long.toHexString(address) + "]";
    }
}
