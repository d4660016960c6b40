package dev.hostcall.processor.model;

/**
 * What a hostcall returns.
 *
 * @param type the value the guest receives
 * @param delivery whether the method returns the value or a future of it
 */
public record Result(BorderType type, Delivery delivery) {

    /** When the guest gets its value. */
    public enum Delivery {
        /** When the method returns. */
        DIRECT,
        /** When the future that the method returned is done. */
        FUTURE
    }

    /** Where the guest gets its value. */
    public Place place() {
        return type.layout().flat().size() > 1 ? Place.MEMORY : Place.VALUE;
    }
}
