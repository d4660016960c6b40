package dev.hostcall.benchmarks.compute;

import dev.hostcall.guests.Tool;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Builds {@code jpeg.rs} with the crate that it uses. The crate's sources are those of Debian's package; without Cargo, as it needs nothing but
 * Rust's own library.
 */
final class RustPrograms {
    private static final String DEBIAN = "rustc libstd-rust-dev libstd-rust-dev-wasm32 librust-jpeg-decoder-dev";
    private static final Path CRATES = Path.of("/usr/share/cargo/registry");
    private static final String CRATE = "jpeg-decoder-0.2.6";

    /** Without what the crate has for some machines only, which rounds otherwise. */
    private static final String PORTABLE = "--cfg=feature=\"platform_independent\"";

    private static final String WASM = "wasm32-unknown-unknown";
    private static final int WIDTH = 1024;
    private static final int HEIGHT = 768;

    private final Tool rustc;
    private final List<String> options;
    private final Path folder;

    private RustPrograms(String target, Path folder) throws IOException {
        rustc = compiler(target);
        options = List.of("--edition=2018", "-Copt-level=3", "-Cpanic=abort", "-Cstrip=symbols", "--target=" + target);
        this.folder = Files.createDirectories(folder);
    }

    /** As a module without imports. */
    static void module(Path sources, Path wasm) throws IOException {
        new RustPrograms(WASM, wasm.resolveSibling(WASM)).build(sources, wasm, "cdylib", "-Clinker=wasm-ld");
    }

    /** As a native library, to be linked with C. */
    static void library(Path sources, Path library) throws IOException {
        String target = System.getProperty("os.arch").replace("amd64", "x86_64") + "-unknown-linux-gnu";
        new RustPrograms(target, library.resolveSibling(target)).build(sources, library, "staticlib");
    }

    private void build(Path sources, Path to, String kind, String... more) throws IOException {
        Path crate = CRATES.resolve(CRATE);
        if (!Files.exists(crate)) {
            throw new IOException(
                    "the crate " + CRATE + " is not installed (on Debian: apt-get install " + DEBIAN + ")");
        }
        run(
                List.of(
                        "--cap-lints=allow",
                        PORTABLE,
                        "--crate-name=jpeg_decoder",
                        "--crate-type=rlib",
                        "--out-dir=" + folder),
                crate.resolve("src/lib.rs"));
        Path source = folder.resolve("jpeg.rs");
        Files.copy(sources.resolve("jpeg.rs"), source, StandardCopyOption.REPLACE_EXISTING);
        ImageIO.write(
                picture(new Random(7)), "jpeg", folder.resolve("picture.jpg").toFile());
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of("--crate-type=" + kind, "-L" + folder, "-o" + to));
        arguments.add("--extern=jpeg_decoder=" + folder.resolve("libjpeg_decoder.rlib"));
        run(arguments, source);
    }

    private void run(List<String> arguments, Path source) throws IOException {
        List<String> all = new ArrayList<>(options);
        all.addAll(arguments);
        all.add(source.toString());
        rustc.run(all);
    }

    /** The first on the path that can compile for a target: another one may not have Rust's library for it. */
    private static Tool compiler(String target) throws IOException {
        for (String each : String.valueOf(System.getenv("PATH")).split(File.pathSeparator, -1)) {
            Path rustc = Path.of(each, "rustc");
            if (Files.isExecutable(rustc)) {
                Tool tool = Tool.at(rustc);
                Path library = Path.of(tool.run(List.of("--print=target-libdir", "--target=" + target))
                        .strip());
                if (isFull(library)) {
                    return tool;
                }
            }
        }
        throw new IOException("no rustc for " + target + " is installed (on Debian: apt-get install " + DEBIAN + ")");
    }

    private static boolean isFull(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isPresent();
        }
    }

    /** Slopes, edges and noise; the JDK's encoder makes the same file of it on JDK 17 and 25. */
    private static BufferedImage picture(Random random) {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int red = (x * y) >> 8 & 255;
                int green = Math.abs(x % 200 - 100) + Math.abs(y % 160 - 80);
                int blue = random.nextInt(32) + (x >> 3 & 63) + (y >> 3 & 63);
                picture.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
        return picture;
    }
}
