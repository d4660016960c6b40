package dev.hostcall.benchmarks.compute;

import dev.hostcall.guests.NpmPackage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** Third-party programs that are benchmarked. */
final class NpmPrograms {
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

    /** The WebAssembly Binary Toolkit, of which only wasm2c is used. */
    static final NpmPackage WABT = new NpmPackage(
            "wabt",
            "1.0.39",
            "sha512-ba+dRL/75VQQY7RkU/CgriGbkoWAfS8TDyUlJfJhJ8KhtXgMl5dhNvoPNUcQ9IWRhW8u41glMSuZeTvsYq2rRg==");

    private NpmPrograms() {}

    /** A file of a package, by its path there. */
    static Origin file(NpmPackage source, String path) {
        return (sources, wasm) -> {
            Path downloads = Objects.requireNonNull(wasm.toAbsolutePath().getParent());
            Files.copy(source.file(downloads, path), wasm, StandardCopyOption.REPLACE_EXISTING);
        };
    }
}
