package dev.hostcall.integration.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The code on a page is the code of its tests: what stands there between {@code // On the page} and
 * {@code // To here} lines, in this order, without its indentation.
 */
final class PagesTest {
    private static final Path PAGES = Path.of("..", "docs", "integrations");
    private static final Path JAVA = Path.of("src/test/java/dev/hostcall/integration/libraries");
    private static final Path KOTLIN = Path.of("src/test/kotlin/dev/hostcall/integration/libraries");

    /** Compiled by {@code ToolsTest}. */
    private static final Path KAPT = Path.of("src/test/resources/com/acme/tools/Stock.kt");

    private static final Pattern ON_A_PAGE = Pattern.compile("```(?:java|kotlin)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern IN_A_SOURCE =
            Pattern.compile("^ *// On the page\n(.*?)^ *// To here$", Pattern.DOTALL | Pattern.MULTILINE);

    private static final Map<String, List<Path>> SOURCES = Map.of(
            "README.md",
            List.of(),
            "completable-future.md",
            List.of(
                    JAVA.resolve("FutureShop.java"),
                    JAVA.resolve("FutureShopper.java"),
                    JAVA.resolve("FutureTest.java")),
            "virtual-threads.md",
            List.of(JAVA.resolve("VirtualThreadShopper.java"), JAVA.resolve("PlainShop.java")),
            "reactor.md",
            List.of(JAVA.resolve("ReactorShop.java"), JAVA.resolve("ReactorShopper.java")),
            "mutiny.md",
            List.of(JAVA.resolve("MutinyShop.java"), JAVA.resolve("MutinyShopper.java")),
            "vertx.md",
            List.of(
                    JAVA.resolve("VertxShop.java"),
                    JAVA.resolve("VertxTimerShop.java"),
                    JAVA.resolve("ShopperVerticle.java")),
            "kotlin.md",
            List.of(KAPT, JAVA.resolve("KotlinShop.java"), KOTLIN.resolve("KotlinShopper.kt")));

    static Stream<String> pages() {
        return SOURCES.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void theCodeOnThePageIsTheCodeOfItsTests(String page) throws IOException {
        List<String> tested = new ArrayList<>();
        for (Path source : SOURCES.getOrDefault(page, List.of())) {
            List<String> found = matches(IN_A_SOURCE, source);
            assertThat(found).as("marked parts of %s", source).isNotEmpty();
            tested.addAll(found);
        }
        assertThat(matches(ON_A_PAGE, PAGES.resolve(page))).isEqualTo(tested);
    }

    @Test
    void everyPageIsTested() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(SOURCES.keySet());
        }
    }

    private static List<String> matches(Pattern pattern, Path file) throws IOException {
        Matcher matcher = pattern.matcher(Files.readString(file));
        List<String> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(matcher.group(1).stripTrailing().stripIndent());
        }
        return found;
    }
}
