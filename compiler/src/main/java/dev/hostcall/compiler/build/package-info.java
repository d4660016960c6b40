/** Builds objects from C: C compilers, the check of their output, the cache, and the pipeline. Internal to the compiler. */
@NullMarked
package dev.hostcall.compiler.build;

import org.jspecify.annotations.NullMarked;
