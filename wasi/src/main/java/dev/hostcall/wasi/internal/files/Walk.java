package dev.hostcall.wasi.internal.files;

import dev.hostcall.wasi.internal.descriptor.Directory.Links;
import dev.hostcall.wasi.internal.descriptor.Errno;
import dev.hostcall.wasi.internal.descriptor.ErrnoException;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The way along a path, one name at a time: each directory is opened in the one before and held, so that whoever renames or
 * replaces directories meanwhile cannot have it lead elsewhere. {@code ..} goes back to the directory that was held before,
 * and nowhere from the first. Symbolic links are read, and their contents walked likewise.
 *
 * <p>It ends at a name in a folder, or, after {@code .} or {@code ..}, at a folder itself. Whether the name is of anything is
 * not known, but if links are followed it was not one of a symbolic link.
 */
final class Walk implements Closeable {
    private static final int MOST_LINKS = 40;

    /** As for Linux, in bytes; here in chars. */
    private static final int MOST_CHARS = 4095;

    /** A guest must not be able to use up the descriptors of the whole process. */
    private static final int MOST_HELD = 64;

    private final Folder first;
    private final Deque<Folder> held = new ArrayDeque<>();
    private final Deque<String> ahead = new ArrayDeque<>();
    private int depth; // may be more than are held
    private int linksFollowed;
    private boolean slash;
    private String name = "";

    private Walk(Folder first) {
        this.first = first;
    }

    /** Goes along a path; the folder that it starts at stays open. */
    static Walk along(Folder first, String path, Links links) throws IOException {
        Walk walk = new Walk(first);
        try {
            walk.put(path);
            walk.go(links);
            return walk;
        } catch (IOException | RuntimeException e) {
            walk.close();
            throw e;
        }
    }

    /** Where it ends, or the folder of the name at which it ends. */
    Folder folder() {
        return held.isEmpty() ? first : held.getLast();
    }

    /** The name at which it ends. */
    String name() {
        return name;
    }

    /** Whether it ends at the folder itself. */
    boolean endsAtFolder() {
        return name.isEmpty();
    }

    /** Whether a slash at the end says that the name has to be a directory's. */
    boolean asksForDirectory() {
        return slash;
    }

    @SuppressWarnings("StringSplitter") // no name is empty
    private void put(String path) throws ErrnoException {
        if (path.length() > MOST_CHARS) {
            throw new ErrnoException(Errno.NAMETOOLONG);
        } else if (path.isEmpty()) {
            throw new ErrnoException(Errno.NOENT);
        } else if (path.startsWith("/")) {
            throw new ErrnoException(Errno.NOTCAPABLE);
        }
        slash |= ahead.isEmpty() && path.endsWith("/");
        String[] names = path.split("/+");
        for (int i = names.length - 1; i >= 0; i--) {
            ahead.addFirst(names[i]);
        }
    }

    private void go(Links links) throws IOException {
        while (!ahead.isEmpty()) {
            String next = ahead.removeFirst();
            if (next.equals("..")) {
                leave();
            } else if (!next.equals(".")) {
                if (ahead.isEmpty()) {
                    endAt(next, links);
                } else {
                    enter(next);
                }
            }
        }
    }

    private void leave() throws IOException {
        if (depth == 0) {
            throw new ErrnoException(Errno.NOTCAPABLE);
        }
        depth--;
        held.removeLast().close();
        if (held.isEmpty() && depth > 0) { // where it came from is not held any more
            throw new ErrnoException(Errno.NAMETOOLONG);
        }
    }

    private void endAt(String next, Links links) throws IOException {
        Optional<String> contents = links == Links.FOLLOW ? folder().linkAt(next) : Optional.empty();
        if (contents.isPresent()) {
            follow(contents.get());
        } else {
            name = next;
        }
    }

    private void enter(String next) throws IOException {
        Folder entered;
        try {
            entered = folder().enter(next);
        } catch (IOException e) {
            follow(folder().linkAt(next).orElseThrow(() -> e));
            return;
        }
        if (held.size() == MOST_HELD) {
            held.removeFirst().close();
        }
        held.addLast(entered);
        depth++;
    }

    private void follow(String contents) throws IOException {
        if (++linksFollowed > MOST_LINKS) {
            throw new ErrnoException(Errno.LOOP);
        }
        put(contents);
    }

    @Override
    public void close() throws IOException {
        while (!held.isEmpty()) {
            held.removeLast().close();
        }
    }
}
