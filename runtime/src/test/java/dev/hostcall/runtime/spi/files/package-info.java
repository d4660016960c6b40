/** Tests. */
@NullMarked
package dev.hostcall.runtime.spi.files;

import org.jspecify.annotations.NullMarked;
