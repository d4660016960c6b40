package dev.hostcall.runtime.internal.watch;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A guest trapped. */
@Name("dev.hostcall.Trap")
@Label("Guest Trap")
@Category("Hostcall")
@Description("A guest trapped")
@StackTrace(false)
public final class TrapEvent extends Event {
    /** The guest's module. */
    @Label("Guest")
    public @Nullable String guest;

    /** Tells instances of one module apart. */
    @Label("Instance")
    public int instance;

    /** The kind of trap. */
    @Label("Trap Code")
    public @Nullable String code;

    /** The innermost guest function, if it is known. */
    @Label("Function")
    public @Nullable String function;

    /** Code, address and place in words. */
    @Label("Message")
    public @Nullable String message;
}
