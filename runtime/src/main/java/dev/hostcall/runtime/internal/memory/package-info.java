/** The memory of instances: slots and who may touch them, linear memory, tables and globals. */
@NullMarked
package dev.hostcall.runtime.internal.memory;

import org.jspecify.annotations.NullMarked;
