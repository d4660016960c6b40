package dev.hostcall.processor;

import dev.hostcall.processor.model.HostcallClass;
import java.util.List;

/** What the checks say about a class. */
sealed interface Verdict {

    /** All is well; files can be written. */
    record Accepted(HostcallClass hostcalls) implements Verdict {}

    /**
     * Something is wrong; nothing is written.
     *
     * @param problems all of them; none if javac itself reports everything that is wrong
     */
    record Refused(List<Problem> problems) implements Verdict {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
