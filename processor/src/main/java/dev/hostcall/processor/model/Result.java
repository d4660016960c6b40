package dev.hostcall.processor.model;

import java.util.Optional;

/**
 * What a hostcall returns.
 *
 * @param type the value the guest receives
 * @param delivery whether the method returns the value or a future of it
 * @param futureConverter what makes a stage of the future, if it is another library's
 */
public record Result(BorderType type, Delivery delivery, Optional<JavaClass> futureConverter) {

    /** A value, or a future that needs no converter. */
    public Result(BorderType type, Delivery delivery) {
        this(type, delivery, Optional.empty());
    }

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
