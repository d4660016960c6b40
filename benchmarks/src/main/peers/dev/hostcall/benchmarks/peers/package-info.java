/** Other engines for WebAssembly on the JVM, each a program that {@code Compute} starts. */
@NullMarked
package dev.hostcall.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
