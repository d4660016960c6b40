/** Reads WebAssembly: bytes to a checked module, or one reason why not and where. Internal to the compiler. */
@NullMarked
package dev.hostcall.compiler.read;

import org.jspecify.annotations.NullMarked;
