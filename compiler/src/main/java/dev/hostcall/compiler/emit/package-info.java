/** Writes the C files that a module becomes. Internal to the compiler. */
@NullMarked
package dev.hostcall.compiler.emit;

import org.jspecify.annotations.NullMarked;
