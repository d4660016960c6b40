package dev.hostcall.runtime.internal.memory;

import dev.hostcall.runtime.internal.front.Front;
import dev.hostcall.runtime.internal.object.ExportedFunction;
import java.util.Optional;

/**
 * An object of a resource that a guest defines: the number that the guest knows it by, its <i>representation</i>, and whose it is. One
 * that stands in the guest's {@link HandleTable} is the guest's; another one belongs to an object of Java's.
 */
public final class GuestRep {
    private final int number;
    private final Optional<ExportedFunction> destructor;

    /** Set by whoever has taken the instance; read by any thread. */
    private volatile State state = State.HELD;

    /** What has become of one that the host was given. */
    private enum State {
        /** The host has it. */
        HELD,
        /** It is an argument of a call that is not complete. */
        OFFERED,
        /** It is the guest's again. */
        GIVEN,
        /** It is no more. */
        CLOSED
    }

    /**
     * Of a number.
     *
     * @param destructor what destroys it, if something does
     */
    public GuestRep(int number, Optional<ExportedFunction> destructor) {
        this.number = number;
        this.destructor = destructor;
    }

    /** The same object, as the host has it from now on. */
    public GuestRep toHost() {
        return new GuestRep(number, destructor);
    }

    /** The number. */
    public int number() {
        return number;
    }

    /** What the guest destroys it by. */
    public Optional<ExportedFunction> destructor() {
        return destructor;
    }

    /** Whether the host has it no more. */
    public boolean isOver() {
        return state == State.GIVEN || state == State.CLOSED;
    }

    /**
     * Refuses to use it where the host has it no more.
     *
     * @param name what it is called
     */
    public void require(String name) {
        String flaw = switch (state) {
            case HELD -> "";
            case OFFERED -> "the same call gives it to the guest";
            case GIVEN -> "it was given to the guest";
            case CLOSED -> "it is closed";
        };
        if (!flaw.isEmpty()) {
            throw Front.invalidState("cannot use the " + name + ": " + flaw);
        }
    }

    void offer() {
        state = State.OFFERED;
    }

    void give() {
        state = State.GIVEN;
    }

    void takeBack() {
        state = State.HELD;
    }

    /** The host has no use for it any more. */
    public void close() {
        state = State.CLOSED;
    }
}
