/** The native engine as Java sees it, and coroutines; what no user sees. */
@NullMarked
package dev.hostcall.runtime.internal;

import org.jspecify.annotations.NullMarked;
