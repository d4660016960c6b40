/** What compilers import from {@code env}, beside WASI. */
@NullMarked
package dev.hostcall.wasi.internal.env;

import org.jspecify.annotations.NullMarked;
