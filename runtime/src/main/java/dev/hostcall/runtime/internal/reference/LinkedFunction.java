package dev.hostcall.runtime.internal.reference;

import dev.hostcall.runtime.FunctionReference;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.Signature;
import dev.hostcall.runtime.internal.front.Front;
import dev.hostcall.runtime.internal.front.ReferenceCore;
import dev.hostcall.runtime.internal.object.ReferencedFunction;

/**
 * What is behind a {@link FunctionReference}: where guests find the function, and the instances that may.
 *
 * @param address the reference, as guests have it
 * @param group the instances
 */
public record LinkedFunction(long address, LinkGroup group) implements ReferenceCore {

    /** A reference for users. */
    public static FunctionReference reference(long address, LinkGroup group) {
        return Front.reference(new LinkedFunction(address, group));
    }

    /** What is behind a reference. */
    public static LinkedFunction of(FunctionReference reference) {
        return (LinkedFunction) Front.core(reference);
    }

    @Override
    public Signature signature() {
        return Signature.parse(text());
    }

    /** The same in the notation of guests, which may say more of references. */
    String text() {
        return group.function(address).signature();
    }

    /** Whether instances of a group may have it. */
    public boolean belongsTo(LinkGroup other) {
        return group.isSame(other);
    }

    /**
     * What it leads to, for an instance that is to call it.
     *
     * @throws IllegalArgumentException if the instance is not linked to the function's own
     * @throws InvalidStateException if that is closed
     */
    public ReferencedFunction target(Member caller) {
        if (!belongsTo(caller.group())) {
            throw new IllegalArgumentException("a reference to a function was given to an instance of guest "
                    + caller.guest() + ", which is not linked to the function's own instance");
        }
        return group.function(address);
    }
}
