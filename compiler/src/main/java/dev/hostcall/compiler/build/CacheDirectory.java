package dev.hostcall.compiler.build;

import dev.hostcall.compiler.CompilerException;
import dev.hostcall.compiler.CompilerException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A directory that objects may be loaded from: nobody but its owner writes to it, and that is this user, by number, as names
 * need not exist, or root.
 */
record CacheDirectory(Path path) {
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OTHERS_READ = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final int ROOT = 0;

    /**
     * Where to look for objects; the last is where to put them: the directory that the system property {@code hostcall.cache}
     * names, else {@code hostcall} under {@code XDG_CACHE_HOME} or {@code ~/.cache}, and where that cannot be written to, one
     * in the temporary directory.
     */
    static List<CacheDirectory> ofUser() {
        List<CacheDirectory> found = new ArrayList<>();
        StringBuilder tried = new StringBuilder();
        for (String candidate : candidates()) {
            try {
                CacheDirectory directory = of(Path.of(candidate));
                found.add(directory);
                if (Files.isWritable(directory.path())) {
                    return found;
                }
                tried.append("; ").append(candidate).append(" cannot be written to");
            } catch (InvalidPathException e) {
                throw new CompilerException(
                        Reason.FILE,
                        "\"" + candidate + "\" cannot be the cache: this Java takes file names in "
                                + System.getProperty("sun.jnu.encoding")
                                + " only; start it under a UTF-8 locale (LC_ALL=C.UTF-8), or name another directory in the"
                                + " system property " + ObjectCache.PROPERTY,
                        e);
            } catch (IOException e) {
                tried.append("; ").append(e);
            }
        }
        throw new CompilerException(
                Reason.FILE,
                "there is no directory for compiled objects; name one in the system property " + ObjectCache.PROPERTY
                        + tried);
    }

    private static List<String> candidates() {
        List<String> candidates = new ArrayList<>();
        Optional<String> chosen = Optional.ofNullable(System.getProperty(ObjectCache.PROPERTY));
        chosen.or(CacheDirectory::ofHome).ifPresent(candidates::add);
        String temporary = System.getProperty("java.io.tmpdir", "/tmp");
        candidates.add(Path.of(temporary, "hostcall-" + user()).toString());
        return candidates;
    }

    /** A user without an entry in passwd has the home "?", or "/". */
    private static Optional<String> ofHome() {
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(path -> path.startsWith("/"))
                .or(() -> Optional.ofNullable(System.getProperty("user.home"))
                        .filter(home -> home.startsWith("/") && !home.equals("/"))
                        .map(home -> home + "/.cache"))
                .map(caches -> caches + "/hostcall");
    }

    /** A directory, made if it is missing. */
    private static CacheDirectory of(Path path) throws IOException {
        Path absolute = path.toAbsolutePath();
        if (!Files.exists(absolute)) {
            if (absolute.getParent() != null) {
                Files.createDirectories(absolute.getParent());
            }
            Files.createDirectories(absolute, PosixFilePermissions.asFileAttribute(PRIVATE));
        }
        if (!Files.isDirectory(absolute)) {
            throw new CompilerException(Reason.FILE, "the cache " + path + " is not a directory");
        }
        int owner = (Integer) Files.getAttribute(absolute, "unix:uid");
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(absolute);
        boolean isTrusted = owner == user()
                ? PRIVATE.containsAll(permissions)
                : owner == ROOT && OTHERS_READ.containsAll(permissions);
        if (!isTrusted) {
            throw new CompilerException(
                    Reason.FILE,
                    "the cache directory " + path + " must belong to this user alone, as code is loaded from it (owner "
                            + owner + ", permissions " + PosixFilePermissions.toString(permissions) + ", this user "
                            + user() + "); another one can be named in the system property " + ObjectCache.PROPERTY);
        }
        return new CacheDirectory(absolute);
    }

    /** The number of the user whose rights this process has. */
    private static int user() {
        try {
            // Uid:    real    effective    saved    of the file system
            for (String line : Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1)) {
                if (line.startsWith("Uid:")) {
                    return Integer.parseUnsignedInt(line.split("\\s+", -1)[2]);
                }
            }
            return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid", LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new CompilerException(Reason.FILE, "cannot find out the number of this user in /proc/self: " + e, e);
        }
    }
}
