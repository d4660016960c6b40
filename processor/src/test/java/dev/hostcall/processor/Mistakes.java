package dev.hostcall.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/** Compiles a source in which {@code ⇒} stands before every place that an error must point at. */
final class Mistakes {
    private static final char MARK = '⇒';

    private Mistakes() {}

    /**
     * The texts of the errors, in the order of their places, which are exactly the marked ones.
     *
     * @param declarations a file of the package {@code com.example}, without its header
     */
    static List<String> in(String declarations) {
        List<Long> marks = new ArrayList<>();
        StringBuilder source = new StringBuilder();
        for (char c : Javac.source(declarations).toCharArray()) {
            if (c == MARK) {
                marks.add((long) source.length());
            } else {
                source.append(c);
            }
        }
        Compilation compilation = Javac.compile(source.toString());
        List<Diagnostic<? extends JavaFileObject>> errors = compilation.errors().stream()
                .sorted(Comparator.comparingLong(Diagnostic::getPosition))
                .toList();
        assertThat(errors)
                .as("places of errors in %s", declarations)
                .extracting(Diagnostic::getPosition)
                .isEqualTo(marks);
        assertThat(compilation.warnings()).isEmpty();
        return errors.stream().map(error -> error.getMessage(Locale.ROOT)).toList();
    }
}
