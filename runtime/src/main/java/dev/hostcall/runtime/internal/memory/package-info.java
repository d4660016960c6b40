/** Memory that outlives what it is used for: images of first contents, and what gives it back. */
@NullMarked
package dev.hostcall.runtime.internal.memory;

import org.jspecify.annotations.NullMarked;
