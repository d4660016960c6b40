/** How long guests hold up the JVM's safepoints. */
@NullMarked
package dev.hostcall.benchmarks.safepoints;

import org.jspecify.annotations.NullMarked;
