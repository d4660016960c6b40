package dev.hostcall.wasi.internal.files;

import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.ErrnoException;
import dev.hostcall.wasi.internal.files.Preopen.Access;

/**
 * What holds for all that is opened below a preopened directory.
 *
 * @param access what may be done there
 * @param quota how much the guest may add to it
 */
record Tree(Access access, Quota quota) {
    boolean isReadOnly() {
        return access == Access.READ_ONLY;
    }

    void requireWritable() throws ErrnoException {
        if (isReadOnly()) {
            throw new ErrnoException(Errno.ROFS);
        }
    }
}
