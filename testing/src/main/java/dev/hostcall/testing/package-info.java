/** A JUnit extension for tests that run guests. */
@NullMarked
package dev.hostcall.testing;

import org.jspecify.annotations.NullMarked;
