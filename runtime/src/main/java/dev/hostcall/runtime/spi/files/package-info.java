/** Files by descriptor, for {@code hostcall-wasi} alone: whoever holds a directory reaches what is in it, and nothing else. */
@NullMarked
package dev.hostcall.runtime.spi.files;

import org.jspecify.annotations.NullMarked;
