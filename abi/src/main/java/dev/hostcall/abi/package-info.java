/** What compiler, processor and runtime agree on, said once: types, signatures, the layout of guests and {@code guest.h}. */
@NullMarked
package dev.hostcall.abi;

import org.jspecify.annotations.NullMarked;
