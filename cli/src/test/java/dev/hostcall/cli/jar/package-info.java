/** Tests of the executable jar, which are run once it is packaged. */
package dev.hostcall.cli.jar;
