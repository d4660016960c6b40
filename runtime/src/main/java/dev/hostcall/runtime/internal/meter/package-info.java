/** What runs may take and what they have taken: instructions, CPU time, and time. */
@NullMarked
package dev.hostcall.runtime.internal.meter;

import org.jspecify.annotations.NullMarked;
