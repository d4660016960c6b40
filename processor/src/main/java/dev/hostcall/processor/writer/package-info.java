/** Turns the checked model into text: Java for the runtime, C and WAT for guest authors. Nothing is decided here. */
@NullMarked
package dev.hostcall.processor.writer;

import org.jspecify.annotations.NullMarked;
