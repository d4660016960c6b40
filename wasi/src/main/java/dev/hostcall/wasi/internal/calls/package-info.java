/** The functions of WASI as hostcalls: each reads the guest's memory, asks a descriptor or the system, and writes the answer. */
@NullMarked
package dev.hostcall.wasi.internal.calls;

import org.jspecify.annotations.NullMarked;
