package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The records in {@code docs/decisions} have one form, and its {@code README.md} lists them all. */
final class DecisionsTest {
    private static final Path DECISIONS = Path.of("..", "docs", "decisions");
    private static final Path INDEX = DECISIONS.resolve("README.md");
    private static final Pattern FILE = Pattern.compile("(\\d{4})-[a-z0-9-]+\\.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| \\[(\\d+)]\\((.+?)\\) \\| .+\\. \\|$");
    private static final Pattern RECORD = Pattern.compile(
            "# (\\d+)\\. [^\\n]+\\n\\n\\*\\*Decision\\.\\*\\*.*?\\n\\n\\*\\*Why[^*]*\\*\\*.*", Pattern.DOTALL);

    private static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(DECISIONS)) {
            return files.filter(file -> !file.equals(INDEX))
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static int number(String file) {
        Matcher name = FILE.matcher(file);
        assertThat(name.matches())
                .as("docs/decisions/%s: call it NNNN-title.md, in small letters", file)
                .isTrue();
        return Integer.parseInt(name.group(1));
    }

    @Test
    void theIndexListsEveryRecordInOrderAndNothingElse() throws IOException {
        List<String> listed = new ArrayList<>();
        Matcher row = ROW.matcher(Files.readString(INDEX));
        while (row.find()) {
            listed.add(row.group(2));
            assertThat(Integer.parseInt(row.group(1))).isEqualTo(number(row.group(2)));
        }
        List<String> missing = new ArrayList<>(files());
        missing.removeAll(listed);
        assertThat(missing.stream()
                        .map(file -> "| [%d](%s) | What was decided, in one sentence. |".formatted(number(file), file)))
                .as("rows to add to docs/decisions/README.md")
                .isEmpty();
        assertThat(listed).as("rows of docs/decisions/README.md").isEqualTo(files());
    }

    @Test
    void numbersAreUsedOnceAndThoseSaidToBeUnusedAreNot() throws IOException {
        List<Integer> numbers = files().stream().map(DecisionsTest::number).toList();
        assertThat(numbers).doesNotHaveDuplicates();
        Matcher unused =
                Pattern.compile("under ([0-9, and]+)\\.$", Pattern.MULTILINE).matcher(Files.readString(INDEX));
        assertThat(unused.find()).isTrue();
        assertThat(Stream.of(unused.group(1).split("\\D+")).map(Integer::valueOf))
                .as("numbers that docs/decisions/README.md calls unused: delete those that are used now")
                .doesNotContainAnyElementsOf(numbers);
    }

    @ParameterizedTest
    @MethodSource("files")
    void aRecordSaysWhatWasDecidedAndThenWhy(String file) throws IOException {
        Matcher record = RECORD.matcher(Files.readString(DECISIONS.resolve(file)));
        assertThat(record.matches())
                .as(
                        "docs/decisions/%s: begin with \"# %d. Title\", then \"**Decision.**\", then \"**Why.**\"",
                        file, number(file))
                .isTrue();
        assertThat(Integer.parseInt(record.group(1)))
                .as("number in the heading of docs/decisions/%s", file)
                .isEqualTo(number(file));
    }
}
