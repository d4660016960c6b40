/** Promises of what no user sees. */
@NullMarked
package dev.hostcall.runtime.internal;

import org.jspecify.annotations.NullMarked;
