/** Promises of what no user sees. */
@NullMarked
package dev.hostcall.runtime.internal.reference;

import org.jspecify.annotations.NullMarked;
