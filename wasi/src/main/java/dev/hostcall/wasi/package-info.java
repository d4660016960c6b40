/** WASI preview 1: what programs that were compiled for it need of a system. */
@NullMarked
package dev.hostcall.wasi;

import org.jspecify.annotations.NullMarked;
