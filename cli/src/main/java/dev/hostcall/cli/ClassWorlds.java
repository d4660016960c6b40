package dev.hostcall.cli;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The worlds that the processor has written for classes, which lie beside them as resources. */
final class ClassWorlds {
    private static final String ENDING = ".wit";

    private ClassWorlds() {}

    /** The world of a class in a jar or directory; {@code type} may be empty if there is only one. */
    static String read(Path place, String type) throws IOException {
        if (Files.isDirectory(place)) {
            return read(all(place), type);
        } else if (!Files.exists(place)) {
            throw new NoSuchFileException(place.toString());
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            return read(all(jar.getPath("/")), type);
        }
    }

    private static String read(Map<String, Path> worlds, String type) throws IOException {
        if (worlds.isEmpty()) {
            throw new IllegalArgumentException(
                    "there are no worlds of classes in it, no files META-INF/hostcall/CLASS.wit");
        } else if (type.isEmpty() && worlds.size() > 1) {
            throw new IllegalArgumentException("it has the worlds of " + names(worlds) + "; name one of them");
        } else if (!type.isEmpty() && !worlds.containsKey(type)) {
            throw new IllegalArgumentException("it has no world of " + type + ", only of " + names(worlds));
        }
        return Files.readString(type.isEmpty() ? worlds.values().iterator().next() : worlds.get(type));
    }

    private static String names(Map<String, Path> worlds) {
        return String.join(", ", List.copyOf(worlds.keySet()));
    }

    private static Map<String, Path> all(Path root) throws IOException {
        Path folder = root.resolve("META-INF/hostcall");
        Map<String, Path> worlds = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.forEach(file -> {
                    String name = file.getFileName().toString();
                    if (name.endsWith(ENDING)) {
                        worlds.put(name.substring(0, name.length() - ENDING.length()), file);
                    }
                });
            }
        }
        return worlds;
    }
}
