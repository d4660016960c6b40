/** Runs of instances: their states, the loop that enters guests, hostcalls, polls, and ends. */
@NullMarked
package dev.hostcall.runtime.internal.run;

import org.jspecify.annotations.NullMarked;
