package dev.hostcall.runtime.internal.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Directories that code can be loaded from: such as this user can write to, on a mount that is not {@code noexec}. */
final class ExecutableDirectory {
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
    private static final int MOUNT_POINT = 4;
    private static final int OPTIONS = 5;

    private ExecutableDirectory() {}

    /** Where files might be put for a moment, the usual places first. */
    static List<Path> candidates() {
        return Stream.of(
                        System.getProperty("java.io.tmpdir"),
                        System.getenv("XDG_RUNTIME_DIR"),
                        "/tmp",
                        "/dev/shm",
                        "/var/tmp",
                        System.getProperty("user.home"),
                        System.getProperty("user.dir"))
                .flatMap(name -> absolute(name).stream())
                .distinct()
                .toList();
    }

    /** The first of the candidates that serves. */
    static Optional<Path> find() {
        return candidates().stream().filter(ExecutableDirectory::serves).findFirst();
    }

    /** A path, unless there is none, or it is relative: a home directory that nobody knows is called {@code ?}. */
    static Optional<Path> absolute(@Nullable String name) {
        try {
            return Optional.ofNullable(name).map(Path::of).filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Whether code can be loaded from a directory, or from one made there. */
    static boolean serves(Path directory) {
        Path existing = directory;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            return Files.isDirectory(existing) && Files.isWritable(existing) && !isNoexec(existing.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isNoexec(Path real) throws IOException {
        Path mount = Path.of("/");
        boolean noexec = false;
        for (String line : new String(Files.readAllBytes(MOUNTS), StandardCharsets.UTF_8).split("\n", -1)) {
            String[] fields = line.split(" ", -1);
            Optional<Path> point = fields.length > OPTIONS ? absolute(plain(fields[MOUNT_POINT])) : Optional.empty();
            if (point.isPresent()
                    && real.startsWith(point.get())
                    && point.get().getNameCount() >= mount.getNameCount()) {
                mount = point.get(); // of two at one place, the later one is on top
                noexec = List.of(fields[OPTIONS].split(",", -1)).contains("noexec");
            }
        }
        return noexec;
    }

    /** Mount points come with blanks and line ends in octal: {@code \040}. */
    private static String plain(String escaped) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            boolean octal = escaped.charAt(i) == '\\' && i + 3 < escaped.length();
            text.append(octal ? (char) Integer.parseInt(escaped.substring(i + 1, i + 4), 8) : escaped.charAt(i));
            i += octal ? 3 : 0;
        }
        return text.toString();
    }

    /** All candidates, and why they do not serve; continues a sentence. */
    static String describe() {
        List<String> found = new ArrayList<>();
        for (Path candidate : candidates()) {
            if (!serves(candidate)) {
                found.add(candidate.toString());
            }
        }
        return String.join(", ", found) + (found.size() == 1 ? " is" : " are") + " mounted noexec or not writable";
    }
}
