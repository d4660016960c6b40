/** Tests. */
@NullMarked
package dev.hostcall.wasi.internal.files;

import org.jspecify.annotations.NullMarked;
