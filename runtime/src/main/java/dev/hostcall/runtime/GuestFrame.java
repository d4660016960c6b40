package dev.hostcall.runtime;

/**
 * One function in a guest's backtrace.
 *
 * @param guest the name of the guest's module
 * @param function the function's name, or {@code function N} where the module names none
 * @param index its index in the module's function index space
 */
public record GuestFrame(String guest, String function, long index) {

    /** Reads like {@code guest!function}. */
    @Override
    public String toString() {
        return guest + "!" + function;
    }
}
