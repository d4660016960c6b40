package dev.hostcall.processor.model;

/**
 * The functions of a guest that a user has named as its allocator.
 *
 * @param allocate takes memory
 * @param release gives it back; empty if none does
 */
public record AllocatorNames(String allocate, String release) {}
