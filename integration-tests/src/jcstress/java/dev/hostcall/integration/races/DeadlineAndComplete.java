package dev.hostcall.integration.races;

import dev.hostcall.runtime.RunResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A deadline passes while the future completes: the guest ends in one way or the other. */
@JCStressTest
@Outcome(id = "returned 1, READY", expect = Expect.ACCEPTABLE, desc = "completed in time")
@Outcome(id = "DEADLINE_EXPIRED, TERMINATED", expect = Expect.ACCEPTABLE, desc = "too late")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class DeadlineAndComplete extends Waiting {
    private CompletableFuture<RunResult> driven = new CompletableFuture<>();

    @Actor
    public void start() {
        driven = run.deadline(Duration.ofNanos(1)).start(Runnable::run); // the timer's thread is the third
    }

    @Actor
    public void complete() {
        future.complete(1L);
    }

    @Arbiter
    public void settle(LL_Result result) {
        result.r1 = end(driven);
        result.r2 = instance.state().name();
        recycle();
    }
}
