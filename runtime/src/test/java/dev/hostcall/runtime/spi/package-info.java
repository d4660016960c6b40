/** Tests. */
@NullMarked
package dev.hostcall.runtime.spi;

import org.jspecify.annotations.NullMarked;
