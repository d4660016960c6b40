/** What Hostcall costs, beside other ways of calling between Java and native code. */
@NullMarked
package dev.hostcall.benchmarks;

import org.jspecify.annotations.NullMarked;
