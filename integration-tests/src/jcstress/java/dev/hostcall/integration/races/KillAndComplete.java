package dev.hostcall.integration.races;

import dev.hostcall.runtime.RunResult;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A guest that an executor drives is killed while its future completes: it ends in one way or the other. */
@JCStressTest
@Outcome(id = "returned 1, READY", expect = Expect.ACCEPTABLE, desc = "completed, and returned before it was killed")
@Outcome(id = "KILLED, TERMINATED", expect = Expect.ACCEPTABLE, desc = "killed")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class KillAndComplete extends Waiting {
    private final CompletableFuture<RunResult> driven = run.start(Runnable::run);

    @Actor
    public void kill() {
        instance.killSwitch().kill();
    }

    @Actor
    public void complete() {
        future.complete(1L);
    }

    @Arbiter
    public void settle(LL_Result result) {
        result.r1 = end(driven);
        result.r2 = instance.state().name();
        recycleKilled();
    }
}
