package dev.hostcall.maven;

import dev.hostcall.abi.Machine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/**
 * Clang and lld of the artifact {@code org.bytedeco:llvm}, for machines without a C compiler. What is needed of them is unpacked
 * once for each user and version.
 */
final class LlvmArtifact {
    /** What is unpacked, below the artifact's own directory. */
    private static final String NEEDED = "clang|lld|libLLVM\\.so|libclang-cpp\\.so|lib/clang/\\d+/include/[^/]+\\.h";

    private final String version;
    private final Path directory;

    /**
     * That of a version.
     *
     * @param caches the user's directory for caches
     */
    LlvmArtifact(String version, Path caches) {
        this.version = version;
        this.directory = caches.resolve("hostcall/llvm-" + version + "-" + platform());
    }

    /** The user's directory for caches. */
    static Path userCaches() {
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(path -> path.startsWith("/"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
    }

    /** This machine, as the artifact's classifiers name it. */
    static String platform() {
        Machine machine = Machine.current().orElseThrow();
        return "linux-" + (machine == Machine.AARCH64 ? "arm64" : machine.gnuName());
    }

    /** The program {@code clang}, with lld beside it. */
    Path clang(RepositorySystem system, RepositorySystemSession session, List<RemoteRepository> repositories)
            throws ModulesException, IOException {
        Path clang = directory.resolve("clang");
        if (!Files.isExecutable(clang)) {
            unpack(resolve(system, session, repositories));
        }
        return clang;
    }

    private Path resolve(RepositorySystem system, RepositorySystemSession session, List<RemoteRepository> repositories)
            throws ModulesException {
        Artifact artifact = new DefaultArtifact("org.bytedeco", "llvm", platform(), "jar", version);
        try {
            return system.resolveArtifact(session, new ArtifactRequest(artifact, repositories, null))
                    .getArtifact()
                    .getFile()
                    .toPath();
        } catch (ArtifactResolutionException e) {
            throw new ModulesException(
                    "the parameter llvm is \"" + version + "\", and Maven finds no such version: " + e.getMessage());
        }
    }

    /** Appears whole or not at all, also to other builds. */
    private void unpack(Path jar) throws IOException, ModulesException {
        Files.createDirectories(directory.getParent());
        Path part = Files.createTempDirectory(directory.getParent(), "llvm-part"); // this user's alone
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            String prefix = "org/bytedeco/llvm/" + platform() + "/";
            for (ZipEntry entry : zip.stream().toList()) {
                String name =
                        entry.getName().startsWith(prefix) ? entry.getName().substring(prefix.length()) : "";
                if (name.matches(NEEDED)) {
                    write(zip, entry, part.resolve(placeOf(name)));
                }
            }
            if (!Files.isExecutable(part.resolve("clang")) || !Files.isExecutable(part.resolve("ld.lld"))) {
                throw new ModulesException(jar + " has no clang or no lld below " + prefix);
            }
            if (!Files.isDirectory(directory)) { // another build may have been faster
                Files.move(part, directory, StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            delete(part);
        }
    }

    /** Libraries are there under names that their users do not look for, and lld behaves as what it is called. */
    private String placeOf(String name) {
        if (name.equals("lld")) {
            return "ld.lld";
        }
        return name.endsWith(".so") ? name + "." + version.replaceFirst("^(\\d+\\.\\d+).*", "$1") : name;
    }

    private static void write(ZipFile zip, ZipEntry entry, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (InputStream contents = zip.getInputStream(entry)) {
            Files.copy(contents, file);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static void delete(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
