/** The pages for authors of guests and for users of tools, built and run as they say. */
@NullMarked
package dev.hostcall.integration.guides;

import org.jspecify.annotations.NullMarked;
