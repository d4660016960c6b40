package dev.hostcall.compiler.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Objects that have been compiled, in a directory only this user can enter.
 *
 * <p>An entry is two files, {@code KEY.so} and {@code KEY.sum}, the SHA-256 of the former; each appears whole, by a rename,
 * the sum last. So two processes that compile the same module at once both succeed, and an entry that was truncated or
 * changed is detected and built again. Entries are not removed: to free the space, delete the directory.
 */
final class ObjectCache {
    /** The system property that names the directory. */
    static final String PROPERTY = "hostcall.cache";

    private final List<CacheDirectory> directories;

    private ObjectCache(List<CacheDirectory> directories) {
        this.directories = directories;
    }

    /** Builds what an entry lacks. */
    @FunctionalInterface
    interface Build {
        void into(Path target) throws IOException;
    }

    /** The user's cache, wherever {@link CacheDirectory} finds a place for it. */
    static ObjectCache ofUser() {
        return new ObjectCache(CacheDirectory.ofUser());
    }

    /** The entry of this key, built now if it is missing or damaged. */
    Path get(String key, Build build) throws IOException {
        for (CacheDirectory directory : directories) {
            Path object = directory.path().resolve(key + ".so");
            if (isSound(object, directory.path().resolve(key + ".sum"))) {
                return object;
            }
        }
        Path directory = directories.get(directories.size() - 1).path(); // which can be written to
        try (Scratch scratch = Scratch.in(directory)) {
            Path fresh = scratch.directory().resolve("fresh.so");
            Path freshSum = scratch.directory().resolve("fresh.sum");
            build.into(fresh);
            Files.writeString(freshSum, sha256(Files.readAllBytes(fresh)));
            Path object = directory.resolve(key + ".so");
            move(fresh, object);
            move(freshSum, directory.resolve(key + ".sum"));
            return object;
        }
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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
