package dev.hostcall.runtime;

import dev.hostcall.runtime.internal.memory.TagCore;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An exception of WebAssembly's, outside of guests: one that a guest has thrown and not caught, or one that a hostcall throws. A
 * hostcall that it leaves throws it into the guest that made the call, which may catch it. To the embedder it comes if no guest
 * catches it; the instance is ready then, with memory and data as they are.
 *
 * <pre>{@code
 * try {
 *     plugin.run("parse", 7);
 * } catch (GuestException e) {
 *     log.add(e.tag() + " " + e.values() + " from " + e.backtrace());
 * }
 * }</pre>
 */
public final class GuestException extends HostcallException {
    private static final long serialVersionUID = 1L;

    private final transient TagCore tag;
    private final transient List<@Nullable Object> values;
    private final transient List<GuestFrame> backtrace;

    GuestException(TagCore tag, List<@Nullable Object> values, String origin, List<GuestFrame> backtrace) {
        super(origin + " threw an exception of " + tag + " with " + values);
        this.tag = tag;
        this.values = values;
        this.backtrace = backtrace;
    }

    /**
     * Makes one for a hostcall to throw that has no {@link Vmctx#throwException}.
     *
     * @param values one for each of the tag's types, as for {@link Instance#run}
     * @throws IllegalArgumentException if they do not fit the tag
     */
    public static GuestException of(GuestTag tag, @Nullable Object... values) {
        TagCore core = Objects.requireNonNull(tag, "tag").core();
        return new GuestException(core, core.checked(values), "a hostcall", List.of());
    }

    /** What it is told apart by. */
    public GuestTag tag() {
        return GuestTag.of(tag);
    }

    TagCore core() {
        return tag;
    }

    /** What it carries: one for each of the tag's types, as {@link RunResult.Returned#values} has them. */
    public List<@Nullable Object> values() {
        return values;
    }

    /**
     * The guest functions that were under way where it was thrown, from the innermost outwards. Of a guest that catches exceptions,
     * and of one call of it, these are 16 at most. They also stand in this exception's stack trace.
     */
    public List<GuestFrame> backtrace() {
        return backtrace;
    }
}
