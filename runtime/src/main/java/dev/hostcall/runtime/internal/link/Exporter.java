package dev.hostcall.runtime.internal.link;

import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.internal.memory.GlobalCore;
import dev.hostcall.runtime.internal.memory.TableCore;
import dev.hostcall.runtime.internal.memory.TagCore;
import dev.hostcall.runtime.internal.reference.Member;
import java.util.Collection;
import java.util.Map;

/** An instance, as others import what it exports. */
public interface Exporter extends Member {
    /** Its functions, to be imported under a module name: calls to them run as a part of the caller's run. */
    Hostcalls functionsAs(String module);

    /** The type of one of them, in the notation of guests. */
    String functionType(String name);

    /** Its globals, by name. */
    Map<String, GlobalCore> exportedGlobals();

    /** Its tables, by name. */
    Map<String, TableCore> exportedTables();

    /** Its tags, by name. */
    Map<String, TagCore> exportedTags();

    /** The names of its memories that are exported. */
    Collection<String> exportedMemories();
}
