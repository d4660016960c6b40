/** Programs of others, as npm has them, here and in Node.js. */
@NullMarked
package dev.hostcall.integration.programs;

import org.jspecify.annotations.NullMarked;
