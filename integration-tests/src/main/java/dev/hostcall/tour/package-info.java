/** A tour of what Hostcall does, and the guest it takes along. */
@NullMarked
package dev.hostcall.tour;

import org.jspecify.annotations.NullMarked;
