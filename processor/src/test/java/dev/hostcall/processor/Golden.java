package dev.hostcall.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files that are compared with what is generated now, byte for byte. */
final class Golden {
    private static final String UPDATE =
            "mvn -pl processor -am test -Dtest=GoldenTest -Dsurefire.failIfNoSpecifiedTests=false -Dhostcall.golden=update";

    private final Path folder;

    /** The files of one folder below {@code src/test/resources}. */
    Golden(String folder) {
        this.folder = Path.of("src/test/resources").resolve(folder);
    }

    /** Compares; or with {@code -Dhostcall.golden=update} writes, and then fails, so that nobody updates unseen. */
    void check(Map<String, String> actual) throws IOException {
        if ("update".equals(System.getProperty("hostcall.golden"))) {
            write(actual);
            fail("%s is regenerated; read the difference, and test again without -Dhostcall.golden", folder);
        }
        Map<String, String> expected = read();
        assertThat(actual.keySet())
                .as("files in %s; regenerate with%n%s", folder, UPDATE)
                .isEqualTo(expected.keySet());
        actual.forEach((name, text) -> assertThat(text)
                .as("%s drifted; regenerate with%n%s", folder.resolve(name), UPDATE)
                .isEqualTo(expected.get(name)));
    }

    private Map<String, String> read() throws IOException {
        Map<String, String> files = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.list(folder)) {
                for (Path file : all.toList()) {
                    files.put(file.getFileName().toString(), Files.readString(file));
                }
            }
        }
        return files;
    }

    private void write(Map<String, String> files) throws IOException {
        for (String old : read().keySet()) {
            Files.delete(folder.resolve(old));
        }
        Files.createDirectories(folder);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }
}
