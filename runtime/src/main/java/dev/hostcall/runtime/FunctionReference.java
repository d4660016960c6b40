package dev.hostcall.runtime;

import dev.hostcall.runtime.internal.front.ReferenceCore;

/**
 * A reference to a function of a guest, such as a function pointer in C. May be passed to any instance that is linked to its
 * own, and be called: by {@link Vmctx#call(FunctionReference, Object...)} inside a hostcall, by
 * {@link Instance#functionOf} outside. Leads nowhere once all these instances are closed.
 */
public final class FunctionReference {
    private final ReferenceCore core;

    FunctionReference(ReferenceCore core) {
        this.core = core;
    }

    ReferenceCore core() {
        return core;
    }

    /**
     * What the function takes and returns.
     *
     * @throws InvalidStateException if the instance it belongs to is closed
     */
    public Signature signature() {
        return core.signature();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FunctionReference reference && reference.core.address() == core.address();
    }

    @Override
    public int hashCode() {
        return Long.hashCode(core.address());
    }

    @Override
    public String toString() {
        return "FunctionReference[0x" + Long.toHexString(core.address()) + "]";
    }
}
