package dev.hostcall.runtime.internal.watch;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** The bound of a poll was spent. */
@Name("dev.hostcall.BoundExpired")
@Label("Guest Bound Expired")
@Category("Hostcall")
@Description("The bound of a poll was spent")
@StackTrace(false)
public final class BoundExpiredEvent extends Event {
    /** The guest's module. */
    @Label("Guest")
    public @Nullable String guest;

    /** Tells instances of one module apart. */
    @Label("Instance")
    public int instance;
}
