/** What a guest can have open: descriptors of each kind, and the values that go in and out of them. */
@NullMarked
package dev.hostcall.wasi.internal.descriptor;

import org.jspecify.annotations.NullMarked;
