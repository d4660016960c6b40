/** What programs for WASI cost beside the same programs in C. */
@NullMarked
package dev.hostcall.benchmarks.wasi;

import org.jspecify.annotations.NullMarked;
