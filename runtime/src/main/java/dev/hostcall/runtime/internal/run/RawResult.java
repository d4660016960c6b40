package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.ValueType;
import dev.hostcall.runtime.internal.engine.ControlBlock;
import java.util.List;

/** How a result stands in its slot. */
public enum RawResult {
    NONE,
    /** Half a slot; the other half holds anything. */
    BITS_32,
    BITS_64;

    /** Of a function with these results; none of several, nor of references. */
    public static RawResult of(List<ValueType> results) {
        if (results.isEmpty()) {
            return NONE;
        }
        return results.get(0) == ValueType.I32 || results.get(0) == ValueType.F32 ? BITS_32 : BITS_64;
    }

    public long read(ControlBlock control) {
        return this == BITS_64 ? control.i64(0) : this == BITS_32 ? control.i32(0) : 0;
    }
}
