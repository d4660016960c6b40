/** Java frames that are kept while a guest is suspended. */
@NullMarked
package dev.hostcall.runtime.internal.coroutine;

import org.jspecify.annotations.NullMarked;
