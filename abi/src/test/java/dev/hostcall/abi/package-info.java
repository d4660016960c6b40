@NullMarked
package dev.hostcall.abi;

import org.jspecify.annotations.NullMarked;
