@NullMarked
package dev.hostcall.runtime.internal.meter;

import org.jspecify.annotations.NullMarked;
