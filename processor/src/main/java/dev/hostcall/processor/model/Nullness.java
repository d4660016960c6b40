package dev.hostcall.processor.model;

/** Whether a guest may pass a null reference. */
public enum Nullness {
    /** It may. */
    NULLABLE,
    /** It may not. */
    PRESENT
}
