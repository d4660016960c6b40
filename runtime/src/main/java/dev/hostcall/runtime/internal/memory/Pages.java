package dev.hostcall.runtime.internal.memory;

import java.nio.ByteBuffer;

/** What a linear memory lies in: address space that is accessible up to a size. Used by whoever has locked the memory. */
public interface Pages {
    /** The most pages there may be. */
    long maxPages();

    /** Makes memory accessible up to a new size, of which the guest is told; false where there is not so much. */
    boolean resize(long newSize);

    /** One of the views of it, each beginning a gigabyte after the one before. */
    ByteBuffer window(int index);
}
