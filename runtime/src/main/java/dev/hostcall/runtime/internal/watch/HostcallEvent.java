package dev.hostcall.runtime.internal.watch;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** One call of a hostcall method; waiting in its body is part of it. */
@Name("dev.hostcall.Hostcall")
@Label("Hostcall")
@Category("Hostcall")
@Description("One call of a hostcall method; waiting in its body is part of it")
@StackTrace(false)
@Enabled(false)
public final class HostcallEvent extends Event {
    /** The guest's module. */
    @Label("Guest")
    public @Nullable String guest;

    /** Tells instances of one module apart. */
    @Label("Instance")
    public int instance;

    /** Module and name of the import. */
    @Label("Hostcall")
    public @Nullable String hostcall;

    /** The class of what it threw, if it threw. */
    @Label("Thrown")
    public @Nullable String thrown;
}
