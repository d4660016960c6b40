package dev.hostcall.runtime.internal.engine;

import com.sun.jna.Function;
import com.sun.jna.JNIEnv;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.hostcall.abi.Machine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.Stream;

/**
 * The engine library (see {@link EngineFile}), loaded once, and its functions for address space (see {@code engine.h}).
 * All are safe to call from any thread.
 */
public final class NativeEngine {
    private NativeEngine() {}

    /** Makes sure that the library is loaded. */
    public static void load() {
        Library.ensureLoaded();
    }

    /** Reserves address space, accessible at once or not at all; its address, or 0 if there is not enough. */
    public static long reserve(long size, Access access) {
        Library.ensureLoaded();
        return Library.hostcall_reserve(size, access == Access.READ_WRITE ? 1 : 0);
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

    /** Brings pages back to what was mapped there: zeros, or an image. */
    public static void discard(long start, long size) {
        check("discard", Library.hostcall_discard(start, size, start, 0, 0, 0), start, size);
    }

    /**
     * As {@link #discard(long, long)}, but pages stay that will be used again soon, filled with zeros: those that were written, if they
     * are few; or else certain ones.
     *
     * @param kept where these are; not in an image
     * @param keptSize in bytes, so many pages
     * @param image where an image is mapped, if one is
     * @param imageSize in bytes, so many pages, or 0
     */
    public static void refill(long start, long size, long kept, long keptSize, long image, long imageSize) {
        check("refill", Library.hostcall_discard(start, size, kept, keptSize, image, imageSize), start, size);
    }

    /** Bytes in a page of the operating system's. */
    public static long pageSize() {
        return Library.hostcall_page_size();
    }

    /** Opens a file in memory for images; its descriptor. */
    public static int openImages() {
        int file = Library.hostcall_images_open();
        if (file < 0) {
            throw new OutOfMemoryError("cannot create a file in memory for images: error " + -file);
        }
        return file;
    }

    /** Puts an image at an offset, of which the last page of linear memory is filled with zeros. */
    public static void writeImage(int file, long offset, long contents, long size) {
        int error = Library.hostcall_image_write(file, offset, contents, size);
        if (error != 0) {
            throw new OutOfMemoryError("cannot create an image of " + size + " bytes: error " + error);
        }
    }

    /** Maps an image copy-on-write. */
    public static void mapImage(int file, long offset, long start, long size) {
        check("map an image at", Library.hostcall_image_map(file, offset, start, size), start, size);
    }

    /** Puts zeros in an image's place. */
    public static void unmapImage(long start, long size) {
        check("unmap an image at", Library.hostcall_image_unmap(start, size), start, size);
    }

    /** Gives an image's memory back. Nothing may have it mapped. */
    public static void dropImage(int file, long offset, long size) {
        check("drop an image at", Library.hostcall_image_drop(file, offset, size), offset, size);
    }

    /** Closes the file. */
    public static void closeImages(int file) {
        Library.hostcall_images_close(file);
    }

    /** Native memory as a buffer in its own byte order. The caller ensures that the memory outlives the buffer. */
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

    /** One of the library's own functions. */
    static Function function(String name) throws IOException, UnusableObjectException {
        return Jna.function(EngineFile.load(EngineFile.platform()), name, Jna.PLAIN);
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
        private static final String FAILURE = loadOnce();

        private Library() {}

        static void ensureLoaded() {
            if (!FAILURE.isEmpty()) {
                throw new UnsatisfiedLinkError(FAILURE);
            }
        }

        private static String loadOnce() {
            String prefix = EngineFile.platform();
            if (Stream.of(Machine.values()).map(Machine::linux).noneMatch(prefix::equals)) {
                return "Hostcall runs on Linux on " + Machine.all() + "; this is " + prefix;
            }
            if (CLibrary.isMusl()) {
                return "Hostcall needs glibc 2.17 or later; this JVM runs on musl";
            }
            String failure = Jna.initialize();
            if (!failure.isEmpty()) {
                return "Hostcall's native engine for " + prefix + " cannot be loaded: " + failure;
            }
            int error;
            try {
                error = function("hostcall_bind").invokeInt(new Object[] {
                    JNIEnv.CURRENT, ContextSwitch.class, TrustedLookup.class, FileCalls.class, Library.class
                });
            } catch (IOException | UnusableObjectException | LinkageError e) {
                return "Hostcall's native engine for " + prefix + " cannot be loaded: " + e.getMessage();
            }
            if (error != 0) {
                return "Hostcall's native methods cannot be bound: error " + error;
            }
            error = hostcall_install_fault_handlers();
            return error == 0 ? "" : "Hostcall's fault handlers cannot be installed: error " + error;
        }

        private static native int hostcall_install_fault_handlers();

        private static native long hostcall_reserve(long size, int accessible);

        private static native int hostcall_release(long start, long size);

        private static native int hostcall_allow(long start, long size);

        private static native int hostcall_forbid(long start, long size);

        private static native int hostcall_discard(
                long start, long size, long kept, long keptSize, long image, long imageSize);

        private static native long hostcall_page_size();

        private static native int hostcall_images_open();

        private static native int hostcall_image_write(int file, long offset, long contents, long size);

        private static native int hostcall_image_map(int file, long offset, long start, long size);

        private static native int hostcall_image_unmap(long start, long size);

        private static native int hostcall_image_drop(int file, long offset, long size);

        private static native int hostcall_images_close(int file);

        private static native long hostcall_thread_cpu_nanos();

        private static native long hostcall_thread_id();
    }
}
