@NullMarked
package dev.hostcall.runtime.internal.object;

import org.jspecify.annotations.NullMarked;
