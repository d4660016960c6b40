package dev.hostcall.runtime;

import dev.hostcall.runtime.internal.object.ForeignFunction;

/**
 * A reference to a function of a guest, such as a function pointer in C. May be passed to any instance that is linked to its
 * own, and be called: by {@link Vmctx#call(FunctionReference, Object...)} inside a hostcall, by
 * {@link Instance#functionOf} outside. Leads nowhere once all these instances are closed.
 */
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

    /**
     * What the function takes and returns.
     *
     * @throws InvalidStateException if the instance it belongs to is closed
     */
    public Signature signature() {
        return Signature.parse(group.function(address).signature());
    }

    /** What it leads to, for an instance that is to call it. */
    ForeignFunction target(InstanceCore instance) {
        if (!belongsTo(instance.group())) {
            throw new IllegalArgumentException("a reference to a function was given to an instance of guest "
                    + instance.module().name() + ", which is not linked to the function's own instance");
        }
        return group.function(address);
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
