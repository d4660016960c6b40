package dev.hostcall.runtime.internal.front;

import dev.hostcall.runtime.FunctionReference;
import dev.hostcall.runtime.Signature;

/** What is behind a {@link FunctionReference}. */
public interface ReferenceCore {
    /** The reference, as guests have it. */
    long address();

    /** What the function takes and returns. Refused if the instance it belongs to is closed. */
    Signature signature();
}
