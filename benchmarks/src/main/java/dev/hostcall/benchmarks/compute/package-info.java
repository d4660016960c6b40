/** How fast guests compute and call their hosts, beside other ways to run the same WebAssembly: one process for each. */
@NullMarked
package dev.hostcall.benchmarks.compute;

import org.jspecify.annotations.NullMarked;
