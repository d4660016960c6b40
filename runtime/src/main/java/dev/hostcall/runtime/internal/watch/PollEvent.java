package dev.hostcall.runtime.internal.watch;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** One poll of a run, or a synchronous run. */
@Name("dev.hostcall.Poll")
@Label("Guest Poll")
@Category("Hostcall")
@Description("One poll of a run, or a synchronous run")
@StackTrace(false)
@Enabled(false)
public final class PollEvent extends Event {
    /** The guest's module. */
    @Label("Guest")
    public @Nullable String guest;

    /** Tells instances of one module apart. */
    @Label("Instance")
    public int instance;

    /** Whether it may wait. */
    @Label("Asynchronous")
    public boolean asynchronous;

    /** How the poll ended, in the words of RunListener.PollOutcome. */
    @Label("Outcome")
    public @Nullable String outcome;

    /** Instructions executed in it by this instance; 0 if it is not metered. */
    @Label("Instructions")
    public long instructions;
}
