/** Guests written in C, for tests and benchmarks that need what WebAssembly cannot say. */
@NullMarked
package dev.hostcall.guests;

import org.jspecify.annotations.NullMarked;
