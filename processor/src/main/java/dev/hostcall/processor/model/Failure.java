package dev.hostcall.processor.model;

import java.util.Optional;

/**
 * An exception that a guest sees.
 *
 * @param javaClass its class
 * @param value what its method {@code error()} tells; empty if it has none
 */
public record Failure(JavaClass javaClass, Optional<BorderType> value) {}
