package dev.hostcall.processor;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.Messager;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic.Kind;

/**
 * Tells for which classes no {@code .wit} is written, and why: at the class where WIT is meant, and in one note for all those that have
 * other names. Notes, which no option of the compiler makes warnings.
 */
final class WitNotes {
    private static final String TAG = "[HostcallWit] ";
    private static final int MOST = 5;

    private final List<String> others = new ArrayList<>();

    /** Tells of a class, now or at the end. */
    void add(Messager messager, TypeElement type, WitChecker.Finding finding) {
        String name = DeclaredClass.displayName(type);
        if (finding.isMeant()) {
            messager.printMessage(
                    Kind.NOTE,
                    TAG + "no .wit file is written for " + name + ": not WIT's are " + few(finding.flaws(), "; "),
                    type);
        } else {
            others.add(name + " (" + few(finding.flaws(), ", ") + ")");
        }
    }

    /** Tells of those that have not been told of. */
    Optional<String> rest() {
        return Optional.of(others)
                .filter(all -> !all.isEmpty())
                .map(all -> TAG + "no .wit file is written for " + few(all, ", ")
                        + ": names of WIT's are as in @HostcallModule(\"acme:kv/store@1.0.0\") and"
                        + " @GuestInterface(\"acme:kv/store@1.0.0\")");
    }

    private static String few(List<String> all, String separator) {
        String first = all.stream().limit(MOST).collect(joining(separator));
        return all.size() > MOST ? first + separator + "and " + (all.size() - MOST) + " more" : first;
    }
}
