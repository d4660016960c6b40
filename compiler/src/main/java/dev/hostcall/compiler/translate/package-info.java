/** Instructions and operators to statements of C: what they cost, where values lie, and what is written for each. Internal to the compiler. */
@NullMarked
package dev.hostcall.compiler.translate;

import org.jspecify.annotations.NullMarked;
