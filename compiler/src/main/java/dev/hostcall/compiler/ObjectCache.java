package dev.hostcall.compiler;

import dev.hostcall.compiler.CompilerException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * Objects that have been compiled, in a directory only this user can enter.
 *
 * <p>An entry is two files, {@code KEY.so} and {@code KEY.sum}, the SHA-256 of the former; each appears whole, by a rename,
 * the sum last. So two processes that compile the same module at once both succeed, and an entry that was cut off or
 * changed is found out and built again. Nothing is removed: whoever wants the space deletes the directory.
 */
final class ObjectCache {
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    private final Path directory;

    private ObjectCache(Path directory) {
        this.directory = directory;
    }

    /** Builds what an entry lacks. */
    @FunctionalInterface
    interface Build {
        void into(Path target) throws IOException;
    }

    /**
     * The user's cache: where the system property {@code hostcall.cache} says, else {@code hostcall} under
     * {@code XDG_CACHE_HOME} or {@code ~/.cache}.
     */
    static ObjectCache ofUser() throws IOException {
        String chosen = System.getProperty("hostcall.cache");
        return new ObjectCache(privateDirectory(chosen != null ? Path.of(chosen) : userDirectory()));
    }

    private static Path userDirectory() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path caches = xdg != null && Path.of(xdg).isAbsolute()
                ? Path.of(xdg)
                : Path.of(System.getProperty("user.home"), ".cache");
        return caches.resolve("hostcall");
    }

    private static Path privateDirectory(Path directory) throws IOException {
        FileAttribute<?> attribute = PosixFilePermissions.asFileAttribute(PRIVATE);
        if (directory.toAbsolutePath().getParent() != null) {
            Files.createDirectories(directory.toAbsolutePath().getParent());
        }
        if (!Files.exists(directory)) {
            Files.createDirectories(directory, attribute);
        }
        String owner = Files.getOwner(directory).getName();
        boolean isPrivate = PRIVATE.containsAll(Files.getPosixFilePermissions(directory));
        if (!owner.equals(System.getProperty("user.name")) || !isPrivate) {
            throw new CompilerException(
                    Reason.FILE,
                    "the cache directory " + directory + " must belong to this user alone, as code is loaded from it"
                            + " (owner " + owner + ", permissions "
                            + PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)) + ")");
        }
        return directory;
    }

    /** The entry of this key, built now if it is missing or damaged. */
    Path get(String key, Build build) throws IOException {
        Path object = directory.resolve(key + ".so");
        Path sum = directory.resolve(key + ".sum");
        if (isSound(object, sum)) {
            return object;
        }
        Path fresh = Files.createTempFile(directory, ".new", ".so");
        try {
            build.into(fresh);
            Path freshSum = Files.createTempFile(directory, ".new", ".sum");
            Files.writeString(freshSum, sha256(Files.readAllBytes(fresh)));
            Files.move(fresh, object, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Files.move(freshSum, sum, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
        return object;
    }

    private static boolean isSound(Path object, Path sum) throws IOException {
        Optional<String> expected = read(sum);
        return expected.isPresent()
                && Files.isRegularFile(object)
                && sha256(Files.readAllBytes(object)).equals(expected.get());
    }

    private static Optional<String> read(Path sum) {
        try {
            return Optional.of(Files.readString(sum, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The SHA-256 of the parts, each with its length before it, in hexadecimal digits. */
    static String sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(String.valueOf(part.length).getBytes(StandardCharsets.UTF_8));
                digest.update((byte) ':');
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new UncheckedIOException(new IOException("this Java has no SHA-256", e));
        }
    }
}
