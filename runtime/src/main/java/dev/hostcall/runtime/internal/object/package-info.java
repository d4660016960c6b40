/** Guest objects: is a file one, and what is in it. */
@NullMarked
package dev.hostcall.runtime.internal.object;

import org.jspecify.annotations.NullMarked;
