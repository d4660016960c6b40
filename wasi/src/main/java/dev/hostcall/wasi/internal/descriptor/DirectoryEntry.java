package dev.hostcall.wasi.internal.descriptor;

/**
 * A name in a directory.
 *
 * @param name the name, without its directory
 * @param type what it names
 * @param inode that file's number
 */
public record DirectoryEntry(String name, FileType type, long inode) {}
