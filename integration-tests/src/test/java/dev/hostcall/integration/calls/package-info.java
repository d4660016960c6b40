/** Calls of everything public with what nobody should pass. */
@NullMarked
package dev.hostcall.integration.calls;

import org.jspecify.annotations.NullMarked;
