package dev.hostcall.integration.races;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** One thread grows a memory, the guest reads the last bytes of what it sees: they are there. */
@JCStressTest
@Outcome(id = "1, 0, 2 GUARD", expect = Expect.ACCEPTABLE, desc = "guard: old or new, both can be read")
@Outcome(id = "1, 0, 2 EXPLICIT", expect = Expect.ACCEPTABLE, desc = "explicit: old or new, both can be read")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class GrowAndRead extends Growing {
    @Actor
    public void first(LLL_Result result) {
        result.r1 = growAndTouch();
    }

    @Actor
    public void second(LLL_Result result) {
        result.r2 = run("last") & 0xFFFF;
    }

    @Arbiter
    public void settle(LLL_Result result) {
        result.r3 = memory.pages() + " " + bounds();
        recycle();
    }
}
