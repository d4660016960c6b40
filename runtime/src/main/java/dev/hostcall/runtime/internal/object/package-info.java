/** Guest objects: loading them, reading what they say of themselves, and how long their code and images stay. */
@NullMarked
package dev.hostcall.runtime.internal.object;

import org.jspecify.annotations.NullMarked;
