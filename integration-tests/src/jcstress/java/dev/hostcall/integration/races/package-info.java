/** Two threads meet at one run, some million times: run by jcstress, on request. */
@NullMarked
package dev.hostcall.integration.races;

import org.jspecify.annotations.NullMarked;
