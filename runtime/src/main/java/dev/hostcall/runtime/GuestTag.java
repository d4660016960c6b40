package dev.hostcall.runtime;

import dev.hostcall.runtime.internal.memory.TagCore;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What exceptions of guests are told apart by, with the types of the values they carry: one that an instance exports ({@link
 * Instance#tag}), or one made here for guests to import ({@link HostImports#tag}). Two tags are never equal, whatever their types.
 */
public final class GuestTag {
    private final TagCore core;

    private GuestTag(TagCore core) {
        this.core = core;
    }

    /** The one that stands before a core. */
    static GuestTag of(TagCore core) {
        return core.facade(GuestTag.class, () -> new GuestTag(core));
    }

    TagCore core() {
        return core;
    }

    /** Makes a tag for guests to import; its exceptions carry values of these types. */
    public static GuestTag of(ValueType... types) {
        if (Arrays.asList(Objects.requireNonNull(types, "types")).contains(null)) {
            throw new IllegalArgumentException("a type of the tag is null");
        }
        return of(new TagCore(List.of(types)));
    }

    /** The types of the values that its exceptions carry. */
    public List<ValueType> types() {
        return core.types();
    }

    @Override
    public String toString() {
        return "GuestTag" + types();
    }
}
