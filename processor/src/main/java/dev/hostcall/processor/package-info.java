/** The {@code javac} annotation processor: reads {@code @Hostcall} methods, checks them, and has them written. */
@NullMarked
package dev.hostcall.processor;

import org.jspecify.annotations.NullMarked;
