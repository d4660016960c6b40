/** Reads WebAssembly: turns bytes into a checked module, or says why it cannot, and where. Internal to the compiler. */
@NullMarked
package dev.hostcall.compiler.read;

import org.jspecify.annotations.NullMarked;
