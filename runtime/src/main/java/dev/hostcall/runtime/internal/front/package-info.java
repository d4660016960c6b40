/** The door to the front: what the rooms have it make for them, and what it finds behind its facades. */
@NullMarked
package dev.hostcall.runtime.internal.front;

import org.jspecify.annotations.NullMarked;
