/** The command line of the compiler. */
@NullMarked
package dev.hostcall.compiler.cli;

import org.jspecify.annotations.NullMarked;
