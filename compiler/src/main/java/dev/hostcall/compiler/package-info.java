/** Turns WebAssembly modules into native guest objects, ahead of time, by way of C and the system's C compiler. */
@NullMarked
package dev.hostcall.compiler;

import org.jspecify.annotations.NullMarked;
