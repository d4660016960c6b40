/** Guests and the libraries they meet in programs; the code here is the code of the pages in {@code docs/integrations}. */
@NullMarked
package dev.hostcall.integration.libraries;

import org.jspecify.annotations.NullMarked;
