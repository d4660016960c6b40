/** Descriptors without a position: standard input and output, and sockets; and the threads that tell when they are ready. */
@NullMarked
package dev.hostcall.wasi.internal.streams;

import org.jspecify.annotations.NullMarked;
