package dev.hostcall.runtime.internal.object;

/** How a module was linked last. A module keeps it for the linker, which alone knows what is in it. */
public interface Resolution {}
