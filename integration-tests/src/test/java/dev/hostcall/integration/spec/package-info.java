/** Runs the public WebAssembly core test suite against the compiler and the runtime. */
@NullMarked
package dev.hostcall.integration.spec;

import org.jspecify.annotations.NullMarked;
