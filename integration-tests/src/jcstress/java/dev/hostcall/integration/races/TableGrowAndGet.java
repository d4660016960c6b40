package dev.hostcall.integration.races;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** One thread grows a table, the guest looks at the last element it sees. */
@JCStressTest
@Outcome(
        id = {"1, 0, 2", "1, 1, 2"},
        expect = Expect.ACCEPTABLE,
        desc = "the old one, which is null, or the new one")
@Outcome(expect = Expect.FORBIDDEN, desc = "anything else")
@State
public class TableGrowAndGet extends Growing {
    public TableGrowAndGet() {
        super(Pool.EXPLICIT);
    }

    @Actor
    public void first(III_Result result) {
        result.r1 = instance.table("table").orElseThrow().grow(1, "x");
    }

    @Actor
    public void second(III_Result result) {
        result.r2 = run("lastIsNull");
    }

    @Arbiter
    public void settle(III_Result result) {
        result.r3 = instance.table("table").orElseThrow().size();
        recycle();
    }
}
