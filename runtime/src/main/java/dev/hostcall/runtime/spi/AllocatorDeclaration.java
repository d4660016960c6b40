package dev.hostcall.runtime.spi;

import java.util.Objects;

/**
 * The exported functions by which a guest takes memory for what Java hands to it.
 *
 * @param allocate the name of the one that takes it; empty to find all of them by convention
 * @param release the name of the one that gives back what arguments have taken; empty if the guest owns those
 */
public record AllocatorDeclaration(String allocate, String release) {
    /** Those that a guest has by convention: {@code cabi_realloc}, {@code malloc} and {@code free}, or AssemblyScript's. */
    public static final AllocatorDeclaration BY_CONVENTION = new AllocatorDeclaration("", "");

    /** Refuses nulls. */
    public AllocatorDeclaration {
        Objects.requireNonNull(allocate, "allocate");
        Objects.requireNonNull(release, "release");
    }

    /** Whether they have the names of a convention. */
    public boolean isByConvention() {
        return allocate.isEmpty();
    }
}
