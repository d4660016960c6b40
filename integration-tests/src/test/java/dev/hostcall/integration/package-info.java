/** Promises of the runtime, kept with real guests and generated trampolines. */
@NullMarked
package dev.hostcall.integration;

import org.jspecify.annotations.NullMarked;
