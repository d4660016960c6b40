/** Random operations on real guests, each outcome compared with that of a small reference model. */
@NullMarked
package dev.hostcall.integration.model;

import org.jspecify.annotations.NullMarked;
