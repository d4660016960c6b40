/** Tests of the goals and of what they are made of. */
@NullMarked
package dev.hostcall.maven;

import org.jspecify.annotations.NullMarked;
