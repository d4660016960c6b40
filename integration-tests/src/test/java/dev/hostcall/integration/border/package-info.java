/** Values of all types, between Java and guests. */
@NullMarked
package dev.hostcall.integration.border;

import org.jspecify.annotations.NullMarked;
