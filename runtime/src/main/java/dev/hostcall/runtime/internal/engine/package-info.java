/** Where Java meets machine code: the native engine, the dynamic linker, and control blocks. */
@NullMarked
package dev.hostcall.runtime.internal.engine;

import org.jspecify.annotations.NullMarked;
