/** What was decided about a class's hostcalls: immutable, checked, and free of compiler types. */
@NullMarked
package dev.hostcall.processor.model;

import org.jspecify.annotations.NullMarked;
