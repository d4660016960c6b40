/** Translates instructions to statements of C, and determines what they cost and where values live. Internal to the compiler. */
@NullMarked
package dev.hostcall.compiler.translate;

import org.jspecify.annotations.NullMarked;
