/** What generated trampolines call; not for use in programs. */
@NullMarked
package dev.hostcall.runtime.spi;

import org.jspecify.annotations.NullMarked;
