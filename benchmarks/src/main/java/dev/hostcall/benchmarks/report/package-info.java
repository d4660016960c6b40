/** What a measuring program leaves: tables, the same as JSON and as bars, each with the machine that it is of. */
@NullMarked
package dev.hostcall.benchmarks.report;

import org.jspecify.annotations.NullMarked;
