package dev.hostcall.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.processor.model.HostType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/processor.md} is right. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReferencePageTest {
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private final String page;

    ReferencePageTest() throws IOException {
        page = Files.readString(Path.of("../docs/processor.md"));
    }

    @Test
    void everyTagHasItsSection() {
        List<String> sections = page.lines()
                .filter(line -> line.startsWith("### `["))
                .map(line -> line.replaceAll("### `(.*)`", "$1"))
                .toList();
        assertThat(sections)
                .containsExactly(Stream.of(Rule.values()).map(Rule::tag).toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"RESOURCE_NOT_PROCESSED", "RUNTIME_MISSING", "NOT_WRITTEN"})
    void theExampleOfATagCausesItAndTheNextOneDoesNot(Rule rule) {
        List<String> examples = examples(section("### `" + rule.tag() + "`"));
        assertThat(examples).hasSize(2);
        assertThat(errors(examples.get(0))).isNotEmpty().allMatch(error -> error.startsWith(rule.tag() + " "));
        assertThat(errors(examples.get(1))).isEmpty();
    }

    @Test
    void theExampleOfTheAnnotationsDeclaresWhatItSays() {
        String example = examples(section("## Annotations")).get(0);
        List<String> said = Pattern.compile("// (\\w+)\\.(\\w+)")
                .matcher(example)
                .results()
                .map(result -> "of(\"%s\", \"%s\", ".formatted(result.group(1), result.group(2)))
                .toList();
        assertThat(said).hasSize(3);
        assertThat(Javac.generated(Javac.compile(Javac.source(example)), "com/example/KvHostcalls.java"))
                .contains(said);
    }

    @Test
    void everyNameInTheTableIsAsItSays() {
        List<MatchResult> rows = Pattern.compile("\\| `(\\w+)` \\| `(\\w+)` \\|\n")
                .matcher(section("### Names"))
                .results()
                .toList();
        assertThat(rows)
                .hasSizeGreaterThan(5)
                .allMatch(row -> SnakeCase.of(row.group(1)).equals(row.group(2)));
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyTypeStandsInItsTable(HostType type) {
        String wasm = type.wasm().isEmpty()
                ? "nothing"
                : type.wasm().stream().map(Object::toString).collect(Collectors.joining(" ", "`", "`"));
        String length = type.isPointerAndLength() ? ", `size_t`" : "";
        String c = type.c().isEmpty() ? "nothing" : "`" + type.c() + "`" + length;
        if (type.isParameter()) {
            assertThat(page).contains("| `%s` | %s | %s | ".formatted(type.simpleName(), wasm, c));
        }
        if (!type.boxedName().isEmpty()) {
            String boxed = type.boxedName().replace("java.lang.", "");
            assertThat(page)
                    .containsPattern("\\| `%s` \\| `%s` \\| %s[^|]* \\| `%s` \\|"
                            .formatted(type.simpleName(), boxed, wasm, type.c()));
        }
    }

    static Stream<HostType> types() {
        return HostType.all();
    }

    private String section(String heading) {
        int start = page.indexOf(heading + "\n");
        assertThat(start).as(heading).isNotNegative();
        int end = page.indexOf("\n#", start);
        return end < 0 ? page.substring(start) : page.substring(start, end);
    }

    private static List<String> examples(String section) {
        return JAVA.matcher(section).results().map(result -> result.group(1)).toList();
    }

    private static List<String> errors(String example) {
        return Javac.compiler()
                .withProcessors(new HostcallProcessor())
                .compile(Javac.files(Javac.source(example)))
                .errors()
                .stream()
                .map(error -> error.getMessage(Locale.ROOT))
                .toList();
    }
}
