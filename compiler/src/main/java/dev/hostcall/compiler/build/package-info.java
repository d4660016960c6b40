/** From C to objects: C compilers, the check of what they make, the cache, and the whole way there. Internal to the compiler. */
@NullMarked
package dev.hostcall.compiler.build;

import org.jspecify.annotations.NullMarked;
