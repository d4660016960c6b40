package dev.hostcall.processor.writer;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** Comments in C. */
final class CComment {
    private CComment() {}

    /** Of a heading, and what is said beside it. */
    static String of(String heading, List<String> said) {
        return said.isEmpty() ? "/* " + heading + " */" : "/*\n * " + heading + "\n *\n" + lines(said) + " */";
    }

    /** Of what is said; empty if that is nothing. */
    static String of(List<String> said) {
        return said.isEmpty() ? "" : "/*\n" + lines(said) + " */\n";
    }

    private static String lines(List<String> said) {
        return said.stream()
                .map(line -> line.isEmpty()
                        ? " *\n"
                        : " * " + line.replace("*/", "* /").replace("/*", "/ *") + "\n")
                .collect(joining());
    }
}
