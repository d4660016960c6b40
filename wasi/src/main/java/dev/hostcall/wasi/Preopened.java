package dev.hostcall.wasi;

import dev.hostcall.wasi.internal.calls.Program;
import dev.hostcall.wasi.internal.files.Preopen;
import dev.hostcall.wasi.internal.files.Quota;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * A directory that guests are to be given.
 *
 * @param host where it is
 * @param guest what the guest calls it
 * @param options what is special about it
 */
record Preopened(Path host, String guest, Set<PreopenOption> options) {
    Preopened {
        Checks.noNul("a directory's name", guest);
        if (guest.isEmpty()) {
            throw new IllegalArgumentException(
                    "the directory " + host + " has an empty name for the guest; call it \"/\", say");
        }
    }

    void open(Program program, Quota quota) throws IOException {
        Preopen.Access access =
                options.contains(PreopenOption.READ_ONLY) ? Preopen.Access.READ_ONLY : Preopen.Access.READ_WRITE;
        Preopen.Trust trust = options.contains(PreopenOption.TRUSTED) ? Preopen.Trust.TRUSTED : Preopen.Trust.HOSTILE;
        try {
            program.preopen(guest, Preopen.open(host, access, trust, quota), access);
        } catch (IOException e) {
            throw new IOException("the directory " + host + " cannot be opened: " + e.getMessage(), e);
        }
    }
}
