package dev.hostcall.runtime.internal;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The engine library: found in the jar under JNA's resource prefix, extracted and loaded once, and its functions for
 * address space (see {@code engine.h}). All are safe to call from any thread.
 */
public final class NativeEngine {
    private NativeEngine() {}

    static void load() {
        Library.ensureLoaded();
    }

    /** Reserves address space, accessible at once or not at all; its address, or 0 where there is not so much. */
    public static long reserve(long size, Access access) {
        Library.ensureLoaded();
        return Pointer.nativeValue(Library.hostcall_reserve(size, access == Access.READ_WRITE ? 1 : 0));
    }

    /** Gives address space back. */
    public static void release(long start, long size) {
        check("release", Library.hostcall_release(start, size), start, size);
    }

    /** Makes pages readable and writable; false where the operating system has no memory or mapping left for them. */
    public static boolean allow(long start, long size) {
        return Library.hostcall_allow(start, size) == 0;
    }

    /** Takes all access and all contents away from pages. */
    public static void forbid(long start, long size) {
        check("protect", Library.hostcall_forbid(start, size), start, size);
    }

    /**
     * Brings pages back to what was mapped there: zeros, or an image.
     *
     * @param kept where pages that were zeros are filled with zeros instead, as they will be used again soon
     * @param keptSize in bytes, so many pages, or 0
     */
    public static void discard(long start, long size, long kept, long keptSize) {
        check("discard", Library.hostcall_discard(start, size, kept, keptSize), start, size);
    }

    /** Bytes in a page of the operating system's. */
    public static long pageSize() {
        return Library.hostcall_page_size();
    }

    /** Makes an image of memory contents that {@link #mapImage} can map; its descriptor. */
    public static int createImage(long contents, long size) {
        int image = Library.hostcall_image_create(contents, size);
        if (image < 0) {
            throw new OutOfMemoryError("cannot create an image of " + size + " bytes: error " + -image);
        }
        return image;
    }

    /** Maps an image copy-on-write. */
    public static void mapImage(int image, long start, long size) {
        check("map an image at", Library.hostcall_image_map(image, start, size), start, size);
    }

    /** Puts zeros in an image's place. */
    public static void unmapImage(long start, long size) {
        check("unmap an image at", Library.hostcall_image_unmap(start, size), start, size);
    }

    /** Releases an image; mappings of it stay. */
    public static void closeImage(int image) {
        Library.hostcall_image_close(image);
    }

    /** Native memory as a buffer in its own byte order. Whoever asks sees to it that the memory outlives the buffer. */
    public static ByteBuffer view(long address, long length) {
        return new Pointer(address).getByteBuffer(0, length).order(ByteOrder.nativeOrder());
    }

    /** Where a direct buffer lies. */
    public static long addressOf(ByteBuffer buffer) {
        return Pointer.nativeValue(Native.getDirectBufferPointer(buffer));
    }

    /** The CPU time of the operating system's thread that this code runs on. */
    public static long threadCpuNanos() {
        return Library.hostcall_thread_cpu_nanos();
    }

    /** That thread's identity, while it lives. */
    public static long osThread() {
        return Library.hostcall_thread_id();
    }

    private static void check(String what, int error, long start, long size) {
        if (error != 0) {
            throw new IllegalStateException("cannot %s %d bytes at 0x%x: error %d".formatted(what, size, start, error));
        }
    }

    /** Whether reserved pages can be used at once. */
    public enum Access {
        /** No access until allowed. */
        NONE,
        /** Readable and writable; nothing is committed before it is touched. */
        READ_WRITE
    }

    /** The library itself, apart so that a failure to load it is reported by each use and not only by the first. */
    private static final class Library {
        private static final String NAME = "hostcall";
        private static final String FAILURE = loadOnce();

        private Library() {}

        static void ensureLoaded() {
            if (!FAILURE.isEmpty()) {
                throw new UnsatisfiedLinkError(FAILURE);
            }
        }

        private static String loadOnce() {
            String prefix = Platform.RESOURCE_PREFIX;
            if (!prefix.equals("linux-x86-64") && !prefix.equals("linux-aarch64")) {
                return "Hostcall runs on Linux on x86-64 and AArch64; this is " + prefix;
            }
            try {
                File file = Native.extractFromResourcePath(NAME, NativeEngine.class.getClassLoader());
                if (file == null) {
                    return "Hostcall's native engine for " + prefix
                            + " cannot be taken out of its jar, as jna.nounpack is set";
                }
                System.load(file.getAbsolutePath());
                Native.register(Library.class, file.getAbsolutePath());
            } catch (IOException | LinkageError e) {
                return "Hostcall's native engine for " + prefix + " cannot be loaded: " + e.getMessage();
            }
            int error = hostcall_install_fault_handlers();
            return error == 0 ? "" : "Hostcall's fault handlers cannot be installed: error " + error;
        }

        private static native int hostcall_install_fault_handlers();

        private static native Pointer hostcall_reserve(long size, int accessible);

        private static native int hostcall_release(long start, long size);

        private static native int hostcall_allow(long start, long size);

        private static native int hostcall_forbid(long start, long size);

        private static native int hostcall_discard(long start, long size, long kept, long keptSize);

        private static native long hostcall_page_size();

        private static native int hostcall_image_create(long contents, long size);

        private static native int hostcall_image_map(int image, long start, long size);

        private static native int hostcall_image_unmap(long start, long size);

        private static native int hostcall_image_close(int image);

        private static native long hostcall_thread_cpu_nanos();

        private static native long hostcall_thread_id();
    }
}
