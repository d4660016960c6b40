package dev.hostcall.wasi.internal.calls;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.runtime.Memory;
import dev.hostcall.wasi.internal.descriptor.OpenFile.Whence;

/** The functions of {@code wasi_unstable} that differ from preview 1, but for the one that waits. */
@HostcallModule(Unstable.MODULE)
final class Unstable {
    static final String MODULE = "wasi_unstable";

    private final DescriptorTable table;

    Unstable(DescriptorTable table) {
        this.table = table;
    }

    @Hostcall
    int fdSeek(Memory memory, int fd, long delta, int whence, int position) {
        return Outcome.of(() -> {
            Whence same = Pointers.constant(OldWhence.class, whence).same;
            FileCalls.seek(table, memory, fd, delta, same, position);
        });
    }

    @Hostcall
    int fdFilestatGet(Memory memory, int fd, int stat) {
        return Outcome.of(() -> Structs.writeOldFilestat(
                memory, stat, table.get(fd, Right.FD_FILESTAT_GET).descriptor().stat()));
    }

    @Hostcall
    int pathFilestatGet(Memory memory, int fd, int lookup, int path, int length, int stat) {
        return Outcome.of(
                () -> Structs.writeOldFilestat(memory, stat, PathCalls.stat(table, memory, fd, lookup, path, length)));
    }

    /** {@code whence}, in the order of its old numbers. */
    private enum OldWhence {
        CUR(Whence.CUR),
        END(Whence.END),
        SET(Whence.SET);

        final Whence same;

        OldWhence(Whence same) {
            this.same = same;
        }
    }
}
