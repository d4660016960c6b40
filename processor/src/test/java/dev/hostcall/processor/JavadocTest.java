package dev.hostcall.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.processor.model.Documentation.Comment;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavadocTest {

    private static List<String> lines(String comment) {
        return Javadoc.parse(comment).lines(Function.identity());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            value = {
                "Plain text.→ Plain text.",
                "A {@code List<Point>} of them.→ A `List<Point>` of them.",
                "See {@link Kv#fetch(String, int) how it is read}.→ See how it is read.",
                "See {@link com.example.Kv#fetch(String)} and {@link #put}.→ See `Kv.fetch` and `put`.",
                "See {@link java.util.List}.→ See `List`.",
                "<b>Bold</b> and <code>code</code>.→ Bold and `code`.",
                "1 &lt; 2 &amp;&amp; 3 &gt; 2&#33;→ 1 < 2 && 3 > 2!",
                "{@literal <p>} is kept.→ <p> is kept.",
                "{@inheritDoc}Nothing of it.→ Nothing of it.",
                "A {@code $1 \\ x}.→ A `$1 \\ x`.",
                "if a < b then→ if a < b then"
            })
    void tagsBecomePlainText(String comment, String text) {
        assertThat(lines(comment)).containsExactly(text);
    }

    @Test
    void paragraphsAndListsKeepTheirLines() {
        assertThat(
                        lines(
                                " First line\n second line.\n\n <p>Another paragraph:\n <ul>\n <li>one</li>\n <li>two</li>\n </ul>\n"))
                .containsExactly("First line", "second line.", "", "Another paragraph:", "", "- one", "", "- two");
    }

    @Test
    void parametersAndResultsFollowTheText() {
        Comment comment = Javadoc.parse("""
                 Reads.

                 @param <T> a type
                 @param key where it
                   stands
                 @return what stands there
                 @throws Refused never
                 @since 1
                """);
        assertThat(comment.of("key")).containsExactly("where it", "stands");
        assertThat(comment.lines(name -> "`" + name + "`"))
                .containsExactly("Reads.", "", "`key`: where it", "stands", "Returns what stands there");
    }

    @Test
    void aResultAloneIsASentence() {
        assertThat(lines("{@return the number of {@code keys}}")).containsExactly("Returns the number of `keys`.");
    }

    @Test
    void whatReadersOfWitRefuseIsLeftOut() {
        assertThat(lines("a\tb\0c\u202ed\u200be\ud800f")).containsExactly("a bcdef");
    }

    @Test
    void nothingIsNothing() {
        assertThat(lines("")).isEmpty();
        assertThat(lines(" \n \n")).isEmpty();
        assertThat(lines("@deprecated")).isEmpty();
    }
}
