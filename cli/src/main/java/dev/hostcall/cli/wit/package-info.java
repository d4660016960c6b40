/** Reads the worlds that tools leave in modules, and writes them as WIT. */
@NullMarked
package dev.hostcall.cli.wit;

import org.jspecify.annotations.NullMarked;
