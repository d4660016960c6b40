package dev.hostcall.integration.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page of the documentation with the suites' numbers: a part for each test, told apart by their headings. */
final class SpecPage {
    private static final Path PAGE = Path.of("../docs/spec-suite.md");

    private SpecPage() {}

    /** Compares the part that begins with a line with what it ought to be, or writes it anew; it ends before the next heading. */
    static void compare(String part) throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(part.substring(0, part.indexOf('\n') + 1));
        assertThat(begin).as("where the part begins in " + PAGE).isNotNegative();
        int next = page.indexOf("\n## ", begin);
        compare(page, page.substring(0, begin) + part + (next < 0 ? "" : page.substring(next)));
    }

    private static void compare(String page, String ought) throws IOException {
        if (System.getProperty("hostcall.golden", "").equals("update")) {
            Files.writeString(PAGE, ought);
            throw new AssertionError("written anew: " + PAGE + "; look at it, and run again without -Dhostcall.golden");
        }
        assertThat(ought)
                .as("the suites' numbers; if they are right, " + PAGE + " says how to write them anew")
                .isEqualTo(page);
    }
}
