/** Promises of what no user sees. */
@NullMarked
package dev.hostcall.runtime.internal.memory;

import org.jspecify.annotations.NullMarked;
