package dev.hostcall.processor.model;

/** Which way a value crosses the border. */
public enum Direction {
    /** From Java. */
    TO_GUEST("toGuest"),
    /** To Java. */
    FROM_GUEST("fromGuest");

    private final String method;

    Direction(String method) {
        this.method = method;
    }

    /** The name of a converter's method for it. */
    public String method() {
        return method;
    }
}
