/** Telling what runs do: to listeners, and to the JDK's flight recorder in events whose names and fields users see. */
@NullMarked
package dev.hostcall.runtime.internal.watch;

import org.jspecify.annotations.NullMarked;
