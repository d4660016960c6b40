package dev.hostcall.integration.differential;

import java.util.List;
import java.util.Optional;

/** Where two transcripts part. */
final class Comparison {
    private static final int CONTEXT = 8;

    private Comparison() {}

    /**
     * The first difference, with what came before it.
     *
     * @param expected what the interpreter did
     * @param counted whether the counts are to be the same too
     */
    static Optional<String> difference(Transcript expected, Transcript actual, boolean counted) {
        List<String> theirs = expected.events();
        List<String> ours = actual.events();
        for (int i = 0; i < Math.max(ours.size(), theirs.size()); i++) {
            String our = i < ours.size() ? ours.get(i) : "nothing more";
            String their = i < theirs.size() ? theirs.get(i) : "nothing more";
            if (!sameEvent(our, their)) {
                String before = String.join("\n", ours.subList(Math.max(0, i - CONTEXT), Math.min(i, ours.size())));
                return Optional.of("%n%s%ncompiled:    %s%ninterpreted: %s".formatted(before, our, their));
            }
        }
        for (int i = 0; counted && i < actual.counts().size(); i++) {
            long count = actual.counts().get(i);
            if (count != expected.counts().get(i)) {
                return Optional.of("call %d counts %d instructions compiled, %d interpreted; all calls:%n%s"
                        .formatted(i, count, expected.counts().get(i), String.join("\n", ours)));
            }
        }
        return Optional.empty();
    }

    /** Words on traps may go on differently. */
    private static boolean sameEvent(String one, String other) {
        boolean traps = one.startsWith("  trapped") && other.startsWith("  trapped");
        return one.equals(other) || (traps && (one.startsWith(other) || other.startsWith(one)));
    }
}
