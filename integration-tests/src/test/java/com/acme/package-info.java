/** The project of {@code docs/guests.md}. */
@NullMarked
package com.acme;

import org.jspecify.annotations.NullMarked;
