/** Guests written in C, and tools of other languages, for tests and benchmarks. */
@NullMarked
package dev.hostcall.guests;

import org.jspecify.annotations.NullMarked;
