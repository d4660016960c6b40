/** The command line: runs programs and compiles modules. */
@NullMarked
package dev.hostcall.cli;

import org.jspecify.annotations.NullMarked;
