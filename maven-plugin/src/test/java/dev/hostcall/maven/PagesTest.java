package dev.hostcall.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages show what the projects in src/it contain, which are built and run with {@code -Pprojects}. */
final class PagesTest {
    private static final Pattern PARAMETER = Pattern.compile("(?m)^\\| `(\\w+)` \\|");

    private static String page() throws IOException {
        return Files.readString(Path.of("../docs/packaging.md"));
    }

    private static String block(String language) throws IOException {
        String text = page();
        int start = text.indexOf("```" + language + "\n") + language.length() + 4;
        return text.substring(start, text.indexOf("```", start));
    }

    @Test
    void thePluginIsConfiguredAsInTheProjectThatIsBuilt() throws IOException {
        String pom = Files.readString(Path.of("src/it/project/pom.xml"));
        assertThat(pom).contains(block("xml").replace("0.1.0-SNAPSHOT", "@project.version@"));
    }

    @Test
    void theGuestIsLoadedAsInTheProjectThatIsRun() throws IOException {
        assertThat(Files.readString(Path.of("src/it/project/src/main/java/app/Main.java")))
                .contains(block("java"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pom.xml",
                "src/main/java/shop/Prices.java",
                "src/main/wasm/cart.wat",
                "src/main/java/shop/Main.java",
                "src/test/java/shop/MainTest.java"
            })
    void gettingStartedShowsEachFileWhole(String file) throws IOException {
        String text = Files.readString(Path.of("src/it/getting-started", file));
        String language = file.substring(file.lastIndexOf('.') + 1);
        assertThat(Files.readString(Path.of("../docs/getting-started.md")))
                .contains("`" + file + "`")
                .contains("```" + language + "\n" + text.replace("@project.version@", "0.1.0-SNAPSHOT") + "```");
    }

    @Test
    void gettingStartedIsBuiltAndRunWithTheCommandsOfThePage() throws IOException {
        assertThat(Files.readString(Path.of("../docs/getting-started.md")))
                .contains(
                        "```\nmvn package\njava -jar target/shop-1.jar\n```\n\n```\none of everything costs 449 cents\n```");
        assertThat(Files.readString(Path.of("src/it/getting-started/invoker.properties")))
                .contains("invoker.goals.1 = package\n");
        assertThat(Files.readString(Path.of("src/it/getting-started/verify.groovy")))
                .contains("'-jar', 'target/shop-1.jar'", "output.contains('one of everything costs 449 cents')");
    }

    @ParameterizedTest
    @CsvSource({
        "kafka-connect, streams/src/main/java/streams/GuestTransform.java",
        "flink, streams/src/main/java/streams/GuestFunction.java",
        "flink, streams/src/main/java/streams/Prices.java",
        "spring-boot, spring/src/main/java/shop/Prices.java",
        "spring-boot, spring/src/main/java/shop/Guests.java",
    })
    void pagesOfPlatformsShowWhatIsTried(String page, Path file) throws IOException {
        String text = Files.readString(Path.of("src/platforms").resolve(file));
        assertThat(Files.readString(Path.of("../docs/platforms", page + ".md")))
                .contains("`" + file.getFileName() + "`")
                .contains("```java\n" + text + "```");
    }

    @Test
    void anImageIsMadeByTheCommandsThatAreTried() throws IOException {
        String script = Files.readString(Path.of("src/it/getting-started/image.sh"));
        String commands = script.substring(script.indexOf("set -eu\n") + 8);
        assertThat(Files.readString(Path.of("../docs/containers.md"))).contains("```\n" + commands + "```");
    }

    @Test
    void everyParameterIsInTheTable() throws IOException {
        Matcher rows = PARAMETER.matcher(page());
        List<String> listed = rows.results().map(row -> row.group(1)).toList();
        List<String> declared = Arrays.stream(CompileMojo.class.getDeclaredFields())
                .map(field -> field.getName())
                .filter(name -> !Set.of("project", "session", "repositories", "repositorySystem")
                        .contains(name))
                .toList();
        assertThat(listed).containsExactlyInAnyOrderElementsOf(declared);
    }
}
