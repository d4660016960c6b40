package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/troubleshooting.md lists messages that there are. */
final class TroubleshootingTest {
    private static final Path ROOT = Path.of("..");

    /** The first cell of a row: a message, and what is said about it. */
    private static final Pattern MESSAGE = Pattern.compile("(?m)^\\| `([^`]+)`([^|]*)\\|");

    private static final Pattern CONCATENATION = Pattern.compile("\"\\s*\\+\\s*\"");

    @Test
    void everyMessageIsOneOfOurs() throws IOException {
        String sources = sources();
        List<String> messages = MESSAGE.matcher(Files.readString(ROOT.resolve("docs/troubleshooting.md")))
                .results()
                .filter(row -> !row.group(2).contains("javac"))
                .map(row -> row.group(1))
                .toList();
        assertThat(messages).hasSizeGreaterThan(10);
        assertThat(messages.stream().flatMap(message -> Stream.of(message.split("…", -1))))
                .map(String::strip)
                .allSatisfy(part -> assertThat(sources.contains(part)).as(part).isTrue());
    }

    private static String sources() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String module : List.of("runtime", "compiler", "processor", "maven-plugin")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    text.append(Files.readString(file));
                }
            }
        }
        return CONCATENATION.matcher(text).replaceAll("");
    }
}
