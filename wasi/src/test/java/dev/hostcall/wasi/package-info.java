@NullMarked
package dev.hostcall.wasi;

import org.jspecify.annotations.NullMarked;
