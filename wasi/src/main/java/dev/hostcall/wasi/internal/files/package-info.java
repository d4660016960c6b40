/**
 * Files and directories of the host, of which a guest sees some trees. {@link Walk} goes along the guest's paths, one name
 * at a time, from one open {@link Folder} to the next; nothing else here takes a path of the guest's.
 */
@NullMarked
package dev.hostcall.wasi.internal.files;

import org.jspecify.annotations.NullMarked;
