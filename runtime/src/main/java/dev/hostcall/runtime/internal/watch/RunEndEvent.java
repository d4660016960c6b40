package dev.hostcall.runtime.internal.watch;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A run ended. */
@Name("dev.hostcall.RunEnd")
@Label("Guest Run End")
@Category("Hostcall")
@Description("A run ended")
@StackTrace(false)
public final class RunEndEvent extends Event {
    /** The guest's module. */
    @Label("Guest")
    public @Nullable String guest;

    /** Tells instances of one module apart. */
    @Label("Instance")
    public int instance;

    /** How, in the words of RunListener.PollOutcome. */
    @Label("Outcome")
    public @Nullable String outcome;

    /** Why it was ended, in the words of TerminationReason, if it was. */
    @Label("Reason")
    public @Nullable String reason;
}
