/** The shortest program for WASI in other engines. */
@NullMarked
package dev.hostcall.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
