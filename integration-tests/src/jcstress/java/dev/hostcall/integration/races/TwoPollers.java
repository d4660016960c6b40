package dev.hostcall.integration.races;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Two threads poll a blocked run: one after the other, or one is refused. */
@JCStressTest
@Outcome(id = "pending, pending", expect = Expect.ACCEPTABLE, desc = "one after the other")
@Outcome(
        id = {"pending, refused", "refused, pending"},
        expect = Expect.ACCEPTABLE,
        desc = "at once")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class TwoPollers extends Waiting {
    @SuppressWarnings("this-escape") // nobody extends it; jcstress does not let it be final
    public TwoPollers() {
        block();
    }

    @Actor
    public void pollFirst(LL_Result result) {
        result.r1 = poll();
    }

    @Actor
    public void pollSecond(LL_Result result) {
        result.r2 = poll();
    }

    @Arbiter
    public void settle() {
        recycle();
    }
}
