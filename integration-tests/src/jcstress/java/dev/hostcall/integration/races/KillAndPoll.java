package dev.hostcall.integration.races;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A blocked guest is killed while it is polled: the end is not lost. */
@JCStressTest
@Outcome(
        id = {"KILLED, 0 KILLED", "KILLED, 1 KILLED"},
        expect = Expect.ACCEPTABLE,
        desc = "the poll has seen the kill")
@Outcome(
        id = "pending, 1 KILLED",
        expect = Expect.ACCEPTABLE,
        desc = "the poll has not; its waker is called, the next one does")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class KillAndPoll extends Waiting {
    private String first = "";

    @SuppressWarnings("this-escape") // nobody extends it; jcstress does not let it be final
    public KillAndPoll() {
        block();
    }

    @Actor
    public void kill() {
        instance.killSwitch().kill();
    }

    @Actor
    public void pollAgain(LL_Result result) {
        first = poll();
        result.r1 = first;
    }

    @Arbiter
    public void settle(LL_Result result) {
        int woken = latestWakes.get();
        result.r2 = woken + " " + (first.equals("pending") ? poll() : first);
        recycleKilled();
    }
}
