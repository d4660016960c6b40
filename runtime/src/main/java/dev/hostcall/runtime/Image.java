package dev.hostcall.runtime;

import dev.hostcall.runtime.internal.NativeEngine;
import java.lang.ref.Cleaner;

/**
 * The first contents of a module's linear memory, kept by the operating system and mapped copy-on-write into each
 * instance: an instance costs the pages it writes. Released when nothing refers to it; mappings outlive it.
 */
final class Image {
    private static final Cleaner CLEANER = Cleaner.create();

    private final int descriptor;
    private final long size;

    Image(long contents, long size) {
        this.descriptor = NativeEngine.createImage(contents, size);
        this.size = (size + Memory.PAGE - 1) / Memory.PAGE * Memory.PAGE;
        int toClose = descriptor;
        CLEANER.register(this, () -> NativeEngine.closeImage(toClose));
    }

    void map(long base) {
        NativeEngine.mapImage(descriptor, base, size);
    }

    /** In bytes, whole pages of linear memory. */
    long size() {
        return size;
    }
}
