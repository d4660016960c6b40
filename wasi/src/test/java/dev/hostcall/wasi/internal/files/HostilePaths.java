package dev.hostcall.wasi.internal.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Paths that a guest would try in order to get out of a directory, and the tree in which they mean something. */
final class HostilePaths {
    private static final List<String> DIRECTORIES = List.of("a", "a/b", "a/b/c", "A", "swapped");
    private static final List<String> NAMES = List.of(
            "a",
            "b",
            "c",
            "A",
            "file",
            "FILE",
            "guard",
            "secret",
            "kept",
            "inside",
            "swapped",
            "into",
            "chain0",
            "chain9",
            "out",
            "absolute",
            "root",
            "secretly",
            "loop",
            "pool",
            "self",
            "dangling",
            "up",
            "around",
            "here",
            "slashed",
            "pipe",
            "new",
            "newer");

    private final RandomGenerator random;
    private final Path guard;

    HostilePaths(RandomGenerator random, Path guard) {
        this.random = random;
        this.guard = guard;
    }

    /** Puts in what is missing. */
    void plant(Path inside) {
        attempt(() -> Files.deleteIfExists(inside.resolve("a")));
        DIRECTORIES.forEach(name -> attempt(() -> Files.createDirectory(inside.resolve(name))));
        attempt(() -> Files.writeString(inside.resolve("file"), "harmless"));
        attempt(() -> Files.writeString(inside.resolve("a/secret"), "harmless"));
        link(inside, "into", "a/b");
        for (int i = 0; i < 9; i++) {
            link(inside, "chain" + i, "chain" + (i + 1));
        }
        link(inside, "chain9", "../guard/secret");
        link(inside, "out", "../guard");
        link(inside, "absolute", guard.toString());
        link(inside, "root", "/");
        link(inside, "secretly", "a/b/../../../guard/secret");
        link(inside, "loop", "pool");
        link(inside, "pool", "loop");
        link(inside, "self", "self");
        link(inside, "dangling", "nowhere");
        link(inside, "up", "..");
        link(inside, "around", "../inside/a");
        link(inside, "here", ".");
        link(inside, "slashed", "a///b/");
        link(inside, "a/b/c/up", "../../../..");
    }

    private static void link(Path inside, String name, String contents) {
        Path target = inside.getFileSystem().getPath(contents);
        attempt(() -> Files.createSymbolicLink(inside.resolve(name), target));
    }

    /** Does what may be impossible by now. */
    static void attempt(Attempt change) {
        try {
            change.make();
        } catch (IOException e) {
            // somebody was faster
        }
    }

    /** Any path. */
    String path() {
        String path = IntStream.rangeClosed(0, random.nextInt(6))
                .mapToObj(i -> component())
                .collect(Collectors.joining(separator()));
        return switch (random.nextInt(12)) {
            case 0 -> path + "/";
            case 1 -> path + separator() + ".";
            case 2 -> guard + "/" + path;
            case 3 -> "/" + path;
            default -> path;
        };
    }

    /** Contents for a symbolic link. */
    String contents() {
        return random.nextInt(3) == 0 ? "../".repeat(random.nextInt(5)) + "guard/secret" : path();
    }

    private String separator() {
        return "/".repeat(random.nextInt(8) == 0 ? 3 : 1);
    }

    private String component() {
        return switch (random.nextInt(16)) {
            case 0, 1, 2 -> "..";
            case 3 -> ".";
            case 4 -> unusual();
            default -> NAMES.get(random.nextInt(NAMES.size()));
        };
    }

    private String unusual() {
        return switch (random.nextInt(6)) {
            case 0 -> "n".repeat(255 + random.nextInt(3));
            case 1 -> "long/".repeat(1000);
            case 2 -> "a\0b";
            case 3 -> "";
            case 4 -> "..\\guard";
            default -> "\u00e4\uD83D\uDE00";
        };
    }

    /** A change to a file system. */
    interface Attempt {
        void make() throws IOException;
    }
}
