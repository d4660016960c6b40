package dev.hostcall.guests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Third-party software that npm downloads from the registry that it is set up for; of which there is no copy among the sources.
 *
 * @param name the package
 * @param version its version
 * @param integrity the checksum of its archive, as {@code npm view … dist.integrity} writes it
 */
public record NpmPackage(String name, String version, String integrity) {

    /** What was downloaded is not what was expected. */
    public static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        private RefusedException(String message) {
            super(message);
        }
    }

    /**
     * Unpacks files of it, without the folder that all archives of the registry have.
     *
     * @param archives where its archive is kept
     * @param to where the files go, by their paths in the package
     * @param paths which; all if there are none
     * @throws IOException if it cannot be downloaded
     * @throws RefusedException if it is not what it was
     */
    public void unpack(Path archives, Path to, String... paths) throws IOException {
        Path archive = archives.resolve(name.replace("@", "").replace('/', '-') + "-" + version + ".tgz");
        if (!Files.exists(archive)) {
            download(archive);
        }
        String found = checksum(archive);
        if (!found.equals(integrity)) {
            Files.delete(archive);
            throw new RefusedException(this + " was refused: its checksum is " + found + ", not " + integrity);
        }
        Files.createDirectories(to);
        List<String> arguments =
                new ArrayList<>(List.of("-xzf", archive.toString(), "-C", to.toString(), "--strip-components=1"));
        for (String path : paths) {
            arguments.add("package/" + path);
        }
        Tool.find("tar", "tar").run(arguments);
    }

    /**
     * A file of it, unpacked beside its archive.
     *
     * @param downloads where archives are kept
     * @param path the file's path in the package
     * @throws IOException if it cannot be downloaded
     * @throws RefusedException if it is not what it was
     */
    public Path file(Path downloads, String path) throws IOException {
        Path folder = downloads.resolve(name + "-" + version);
        unpack(downloads, folder, path);
        return folder.resolve(path);
    }

    private void download(Path archive) throws IOException {
        Path folder = Files.createDirectories(archive.toAbsolutePath().getParent());
        Tool.find("npm", "npm")
                .run(List.of(
                        "pack",
                        name + "@" + version,
                        "--ignore-scripts",
                        "--loglevel=error",
                        "--pack-destination=" + folder));
        if (!Files.exists(archive)) {
            throw new IOException("npm has not made " + archive);
        }
    }

    private static String checksum(Path archive) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(archive));
            return "sha512-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-512", e);
        }
    }

    @Override
    public String toString() {
        return name + " " + version;
    }
}
