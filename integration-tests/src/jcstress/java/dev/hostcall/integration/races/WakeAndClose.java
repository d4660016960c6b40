package dev.hostcall.integration.races;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A future is completed while its run is closed: the guest is ended once, whoever comes first. */
@JCStressTest
@Outcome(id = "true, false FAILED TERMINATED", expect = Expect.ACCEPTABLE, desc = "completed, then closed")
@Outcome(
        id = "false, true FAILED TERMINATED",
        expect = Expect.ACCEPTABLE,
        desc = "closed, which has cancelled the future")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class WakeAndClose extends Waiting {
    @SuppressWarnings("this-escape") // nobody extends it; jcstress does not let it be final
    public WakeAndClose() {
        block();
    }

    @Actor
    public void complete(LL_Result result) {
        result.r1 = future.complete(1L);
    }

    @Actor
    public void closeRun() {
        run.close();
    }

    @Arbiter
    public void settle(LL_Result result) {
        result.r2 = future.isCancelled() + " " + run.state() + " " + instance.state();
        recycle();
    }
}
