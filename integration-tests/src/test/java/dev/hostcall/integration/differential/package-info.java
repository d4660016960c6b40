/** Compares compiled guests with an interpreter, on modules that a seed generates and on mutations of the suite's. */
@NullMarked
package dev.hostcall.integration.differential;

import org.jspecify.annotations.NullMarked;
