/** The project of {@code docs/testing.md}. */
@NullMarked
package dev.hostcall.testing.shop;

import org.jspecify.annotations.NullMarked;
