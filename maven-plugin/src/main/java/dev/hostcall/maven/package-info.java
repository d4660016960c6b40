/** Maven goals that compile WebAssembly modules into a jar, and show what is in the objects. */
@NullMarked
package dev.hostcall.maven;

import org.jspecify.annotations.NullMarked;
