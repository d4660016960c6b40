package dev.hostcall.runtime.internal.watch;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** The time from a poll that suspended the guest to the next. */
@Name("dev.hostcall.Suspension")
@Label("Guest Suspension")
@Category("Hostcall")
@Description("The time from a poll that suspended the guest to the next")
@StackTrace(false)
@Threshold("10 ms")
public final class SuspensionEvent extends Event {
    /** The guest's module. */
    @Label("Guest")
    public @Nullable String guest;

    /** Tells instances of one module apart. */
    @Label("Instance")
    public int instance;

    /** Why, in the words of RunListener.PollOutcome. */
    @Label("Reason")
    public @Nullable String reason;

    /** Module and name of the hostcall whose returned future the guest waited for, if it was one. */
    @Label("Hostcall")
    public @Nullable String hostcall;
}
