package dev.hostcall.integration.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page of the documentation with the suites' numbers: what is run, and behind a heading what is read. */
final class SpecPage {
    private static final Path PAGE = Path.of("../docs/spec-suite.md");
    private static final String HEADING = "\n## WebAssembly 3.0\n";

    private SpecPage() {}

    /** Compares the part before the heading, or writes it anew. */
    static void compareFirst(String part) throws IOException {
        String page = Files.readString(PAGE);
        compare(page, part, page.substring(page.indexOf(HEADING)));
    }

    /** Compares the part behind the heading, or writes it anew. */
    static void compareSecond(String part) throws IOException {
        String page = Files.readString(PAGE);
        compare(page, page.substring(0, page.indexOf(HEADING)) + HEADING, part);
    }

    private static void compare(String page, String first, String second) throws IOException {
        if (System.getProperty("hostcall.golden", "").equals("update")) {
            Files.writeString(PAGE, first + second);
            throw new AssertionError("written anew: " + PAGE + "; look at it, and run again without -Dhostcall.golden");
        }
        assertThat(first + second)
                .as("the suites' numbers; if they are right, " + PAGE + " says how to write them anew")
                .isEqualTo(page);
    }
}
