package dev.hostcall.integration.races;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A future is completed while its guest is polled once more: no wake is lost. */
@JCStressTest
@Outcome(
        id = {"returned 1, 0", "returned 1, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "the poll has seen the value")
@Outcome(id = "pending, 1", expect = Expect.ACCEPTABLE, desc = "the poll has not; its waker is called")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class WakeAndPoll extends Waiting {
    @SuppressWarnings("this-escape") // nobody extends it; jcstress does not let it be final
    public WakeAndPoll() {
        block();
    }

    @Actor
    public void complete() {
        future.complete(1L);
    }

    @Actor
    public void pollAgain(LL_Result result) {
        result.r1 = poll();
    }

    @Arbiter
    public void settle(LL_Result result) {
        result.r2 = latestWakes.get();
        recycle();
    }
}
