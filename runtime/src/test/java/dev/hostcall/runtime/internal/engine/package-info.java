@NullMarked
package dev.hostcall.runtime.internal.engine;

import org.jspecify.annotations.NullMarked;
