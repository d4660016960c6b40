package dev.hostcall.wasi.internal.calls;

import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.ErrnoException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a guest has open, by number. Guarded by itself, as whoever closes it may be another thread than the guest's. */
public final class DescriptorTable {
    private final SortedMap<Integer, Opened> opened = new TreeMap<>();
    private final int limit;
    private boolean closed;

    /** No more than so many at a time. */
    DescriptorTable(int limit) {
        this.limit = limit;
    }

    /** What a number stands for, if these rights are among its own. */
    synchronized Opened get(int number, Right... rights) throws ErrnoException {
        Opened found = opened.get(number);
        if (found == null) {
            throw new ErrnoException(Errno.BADF);
        }
        found.require(rights);
        return found;
    }

    /** Fails if nothing more can be opened. */
    synchronized void requireRoom() throws ErrnoException {
        if (closed) {
            throw new ErrnoException(Errno.BADF);
        }
        if (opened.size() >= limit) {
            throw new ErrnoException(Errno.MFILE);
        }
    }

    /** Gives it the lowest free number. If there is none, it is closed. */
    synchronized int add(Opened added) throws IOException {
        try {
            requireRoom();
        } catch (ErrnoException e) {
            added.descriptor().close();
            throw e;
        }
        int number = 0;
        while (opened.containsKey(number)) {
            number++;
        }
        opened.put(number, added);
        return number;
    }

    synchronized void close(int number) throws IOException {
        Opened found = get(number);
        opened.remove(number);
        found.descriptor().close();
    }

    /** Moves what one number stands for to another, and closes what that one stood for. */
    synchronized void renumber(int from, int to) throws IOException {
        Opened moved = get(from);
        Opened replaced = get(to);
        if (from != to) {
            opened.remove(from);
            opened.put(to, moved);
            replaced.descriptor().close();
        }
    }

    /** Closes all, and opens nothing more. */
    void closeAll() throws IOException {
        List<Opened> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(opened.values());
            opened.clear();
        }
        IOException failure = null;
        for (Opened each : all) {
            try {
                each.descriptor().close();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
