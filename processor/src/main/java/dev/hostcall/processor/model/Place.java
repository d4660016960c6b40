package dev.hostcall.processor.model;

/** Where guest and host leave values for each other. */
public enum Place {
    /** As values of WebAssembly. */
    VALUE,
    /** In memory, by a pointer that the guest passes. */
    MEMORY
}
