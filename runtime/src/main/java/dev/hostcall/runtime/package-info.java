/** Runs native guests: modules, regions of memory, instances, and {@link dev.hostcall.runtime.RunAsync}. */
@NullMarked
package dev.hostcall.runtime;

import org.jspecify.annotations.NullMarked;
