/** Promises of the run loop's parts. */
@NullMarked
package dev.hostcall.runtime.internal.run;

import org.jspecify.annotations.NullMarked;
