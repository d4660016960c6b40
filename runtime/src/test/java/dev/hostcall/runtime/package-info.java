/** Promises of what no user sees. */
@NullMarked
package dev.hostcall.runtime;

import org.jspecify.annotations.NullMarked;
