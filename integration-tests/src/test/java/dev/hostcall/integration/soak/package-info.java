/** Mixed work for a while, after which nothing may be left behind. */
@NullMarked
package dev.hostcall.integration.soak;

import org.jspecify.annotations.NullMarked;
