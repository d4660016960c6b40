/** WebAssembly's text format. */
@NullMarked
package dev.hostcall.text;

import org.jspecify.annotations.NullMarked;
