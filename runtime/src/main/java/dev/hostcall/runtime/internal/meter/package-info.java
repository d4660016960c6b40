/** What runs may take and what they have taken: instructions and CPU time. */
@NullMarked
package dev.hostcall.runtime.internal.meter;

import org.jspecify.annotations.NullMarked;
