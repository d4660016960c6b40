package dev.hostcall.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Execution;

/** What became of the tests of a class that was run by JUnit inside of a test. */
record Played(List<Throwable> failures, int succeeded) {

    static Played of(Class<?> tests) {
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .configurationParameter(
                        "junit.jupiter.testmethod.order.default", "org.junit.jupiter.api.MethodOrderer$MethodName")
                .execute();
        List<Throwable> failures = results.allEvents().executions().failed().list().stream()
                .map(Execution::getTerminationInfo)
                .map(info -> info.getExecutionResult())
                .map(TestExecutionResult::getThrowable)
                .flatMap(Optional::stream)
                .toList();
        return new Played(failures, (int) results.testEvents().succeeded().count());
    }

    /** The only failure. */
    Throwable failure() {
        assertThat(failures).hasSize(1);
        return failures.get(0);
    }
}
