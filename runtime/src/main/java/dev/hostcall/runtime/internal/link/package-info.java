/** Linking: what is offered for import, what a guest wants of it, and what to say where they do not fit. */
@NullMarked
package dev.hostcall.runtime.internal.link;

import org.jspecify.annotations.NullMarked;
