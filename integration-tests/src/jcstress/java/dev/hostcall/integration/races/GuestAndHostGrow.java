package dev.hostcall.integration.races;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** The guest grows its memory, and so does another thread: each adds its page. */
@JCStressTest
@Outcome(
        id = {"1, 2, 3 GUARD", "2, 1, 3 GUARD"},
        expect = Expect.ACCEPTABLE,
        desc = "guard: one after the other")
@Outcome(
        id = {"1, 2, 3 EXPLICIT", "2, 1, 3 EXPLICIT"},
        expect = Expect.ACCEPTABLE,
        desc = "explicit: one after the other")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class GuestAndHostGrow extends Growing {
    @Actor
    public void first(LLL_Result result) {
        result.r1 = run("grow");
    }

    @Actor
    public void second(LLL_Result result) {
        result.r2 = growAndTouch();
    }

    @Arbiter
    public void settle(LLL_Result result) {
        result.r3 = memory.pages() + " " + bounds();
        recycle();
    }
}
