package dev.hostcall.integration.races;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** The guest grows its memory, and so does another thread: each adds its page. */
@JCStressTest
@Outcome(
        id = {"1, 2, 3", "2, 1, 3"},
        expect = Expect.ACCEPTABLE,
        desc = "one after the other")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class GuardedGuestAndHostGrow extends Growing {
    public GuardedGuestAndHostGrow() {
        super(Pool.GUARDED);
    }

    @Actor
    public void first(III_Result result) {
        result.r1 = run("grow");
    }

    @Actor
    public void second(III_Result result) {
        result.r2 = growAndTouch();
    }

    @Arbiter
    public void settle(III_Result result) {
        result.r3 = (int) memory.pages();
        recycle();
    }
}
