package dev.hostcall.runtime.spi.files;

import dev.hostcall.runtime.MemorySlice;
import dev.hostcall.runtime.internal.front.Front;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Guest memory as a direct buffer, so that the operating system writes there what it reads, without a copy. */
public final class GuestBytes {
    private GuestBytes() {}

    /**
     * The bytes of a slice, the first gibibyte at most. To be forgotten before the hostcall returns or blocks: then the
     * memory may become another guest's.
     *
     * @throws dev.hostcall.runtime.InvalidStateException on any thread but that which runs the guest
     * @throws dev.hostcall.runtime.MemoryAccessException if the memory has become smaller than that
     */
    public static ByteBuffer of(MemorySlice slice) {
        return Front.view(Objects.requireNonNull(slice, "slice"));
    }
}
