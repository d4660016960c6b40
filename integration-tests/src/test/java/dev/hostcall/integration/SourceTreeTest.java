package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies among the sources. */
final class SourceTreeTest {
    private static final Path ROOT = Path.of("..");
    private static final Set<String> ENDINGS = Set.of("wasm", "so", "a", "o", "jar", "class");
    private static final List<String> BEGINNINGS =
            List.of("\0asm", "\177ELF", "!<arch>\n", "\312\376\272\276", "PK\3\4");

    @Test
    void nothingCompiledLiesAmongTheSources() throws IOException {
        assertThat(sources(ROOT))
                .hasSizeGreaterThan(100)
                .filteredOn(SourceTreeTest::isCompiled)
                .isEmpty();
    }

    @Test
    void whatIsCompiledIsKnownByItsNameAndByItsContents(@TempDir Path tree) throws IOException {
        Path named = Files.writeString(tree.resolve("guest.wasm"), "");
        Path module = Files.writeString(tree.resolve("module"), "\0asm\1\0\0\0");
        Path object = Files.write(tree.resolve("object.txt"), "\177ELF\2\1\1".getBytes(StandardCharsets.ISO_8859_1));
        Files.writeString(tree.resolve("text.c"), "/* a .so is not this */");
        Files.writeString(Files.createDirectory(tree.resolve("target")).resolve("built.so"), "");
        assertThat(sources(tree))
                .filteredOn(SourceTreeTest::isCompiled)
                .containsExactlyInAnyOrder(named, module, object);
    }

    @Test
    void theBillOfMaterialsListsWhatIsPublished() throws IOException {
        List<String> published = matches("pom.xml", "<module>([\\w-]+)</module>");
        published.removeAll(List.of("bom", "guests", "integration-tests", "benchmarks"));
        assertThat(matches("bom/pom.xml", "<artifactId>hostcall-([\\w-]+)</artifactId>\\s+<version>\\$"))
                .containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void whatTheSecondJdkLeavesOutExists() throws IOException {
        List<String> leftOut = matches(".ci/any-jdk", "(?m)^\\*\\*/(\\w+\\.java)$");
        assertThat(leftOut).isNotEmpty();
        assertThat(sources(ROOT).stream().map(file -> file.getFileName().toString()))
                .containsAll(leftOut);
    }

    private static List<String> matches(String file, String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(ROOT.resolve(file)))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** All files but what builds make and what tools keep for themselves. */
    private static List<Path> sources(Path root) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = directory.getFileName().toString();
                boolean skipped = !directory.equals(root) && (name.equals("target") || name.startsWith("."));
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(file);
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private static boolean isCompiled(Path file) {
        String name = file.getFileName().toString();
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1)) || hasBeginningOfCompiled(file);
    }

    private static boolean hasBeginningOfCompiled(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String beginning = new String(in.readNBytes(8), StandardCharsets.ISO_8859_1);
            return BEGINNINGS.stream().anyMatch(beginning::startsWith);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
