package dev.hostcall.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The code of {@code docs/testing.md} is that of the tests in {@code shop}: what stands there between {@code // On the page} and
 * {@code // To here} lines, in this order.
 */
final class PagesTest {
    private static final Path MAIN = Path.of("src/main/java/dev/hostcall/testing");
    private static final Path SHOP = Path.of("src/test/java/dev/hostcall/testing/shop");
    private static final Path CART = Path.of("src/test/resources/dev/hostcall/testing/shop/cart.wat");
    private static final int FLAGS = Pattern.DOTALL | Pattern.MULTILINE;
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", FLAGS);
    private static final Pattern WAT = Pattern.compile("```wat\n(.*?)```", FLAGS);
    private static final Pattern IN_THE_JAVADOC = Pattern.compile("<pre>\\{@code\n(.*?)^ \\* }</pre>", FLAGS);
    private static final Pattern IN_A_SOURCE = Pattern.compile("^ *// On the page\n(.*?)^ *// To here$", FLAGS);

    private static String page() throws IOException {
        return Files.readString(Path.of("../docs/testing.md"));
    }

    @Test
    void theCodeOnThePageIsTheCodeOfTheTests() throws IOException {
        List<String> tested = new ArrayList<>();
        for (String name : List.of("Prices", "PricesTest", "Cart", "CartTest", "RegionsTest", "HostClassesTest")) {
            tested.addAll(matches(IN_A_SOURCE, Files.readString(SHOP.resolve(name + ".java"))));
        }
        assertThat(matches(JAVA, page())).isEqualTo(tested);
    }

    @Test
    void theGuestOnThePageIsTheGuestOfTheTests() throws IOException {
        assertThat(matches(WAT, page())).containsExactly(Files.readString(CART).stripTrailing());
    }

    @ParameterizedTest
    @CsvSource({"GuestExtension, ExampleTest", "GuestText, TextExampleTest"})
    void theExampleInTheJavadocIsTheCodeOfATest(String type, String test) throws IOException {
        Pattern section = Pattern.compile("^ *// In the Javadoc of " + type + "\n(.*?)^ *// To here$", FLAGS);
        List<String> examples = matches(IN_THE_JAVADOC, Files.readString(MAIN.resolve(type + ".java"))).stream()
                .map(example -> example.replaceAll("(?m)^\\* ?", ""))
                .toList();
        assertThat(examples).hasSize(1).isEqualTo(matches(section, Files.readString(SHOP.resolve(test + ".java"))));
    }

    private static List<String> matches(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        List<String> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(matcher.group(1).stripTrailing().stripIndent());
        }
        return found;
    }
}
