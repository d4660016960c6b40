package dev.hostcall.compiler;

/** Whether a guest counts its instructions. */
public enum Metering {
    /** The guest counts, and stops when its budget is spent. */
    ON,
    /** The guest does not count: an endless loop in it cannot be stopped. */
    OFF
}
