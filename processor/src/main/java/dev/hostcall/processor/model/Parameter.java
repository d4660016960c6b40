package dev.hostcall.processor.model;

/**
 * One parameter of a hostcall.
 *
 * @param name the Java parameter's name
 * @param type how it reaches Java
 * @param slot the index of the guest's first argument for it; without meaning if the guest passes none, or all in memory
 */
public record Parameter(String name, BorderType type, int slot) {}
