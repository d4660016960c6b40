/** What a user writes: the annotations that turn Java methods into imports of a WebAssembly guest. */
@NullMarked
package dev.hostcall;

import org.jspecify.annotations.NullMarked;
