/** Tests of the extension: some use it, some run tests that do. */
@NullMarked
package dev.hostcall.testing;

import org.jspecify.annotations.NullMarked;
