/** References between guests and to Java objects: groups of instances that share them, and values as the bits in slots. */
@NullMarked
package dev.hostcall.runtime.internal.reference;

import org.jspecify.annotations.NullMarked;
