@NullMarked
package dev.hostcall.runtime.internal.coroutine;

import org.jspecify.annotations.NullMarked;
