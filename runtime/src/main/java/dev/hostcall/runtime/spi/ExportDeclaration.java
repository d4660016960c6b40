package dev.hostcall.runtime.spi;

import dev.hostcall.runtime.Signature;
import java.util.Objects;

/**
 * One exported function as an interface of Java declares it.
 *
 * @param name the export's name, such as {@code find_all}
 * @param signature what it takes and returns
 * @param allocation whether its arguments take memory of the guest's
 * @param allocator how that is taken, and given back
 * @param pointers whether it is passed, or returns, indices of the guest's table of functions
 */
public record ExportDeclaration(
        String name,
        Signature signature,
        HostcallDeclaration.Allocation allocation,
        AllocatorDeclaration allocator,
        HostcallDeclaration.Pointers pointers) {

    /** Refuses nulls. */
    public ExportDeclaration {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(signature, "signature");
        Objects.requireNonNull(allocation, "allocation");
        Objects.requireNonNull(allocator, "allocator");
        Objects.requireNonNull(pointers, "pointers");
    }

    /** As generated code declares it, where arguments take no memory of the guest's. */
    public static ExportDeclaration of(String name, String signature) {
        return new ExportDeclaration(
                name,
                Signature.parse(Objects.requireNonNull(signature, "signature")),
                HostcallDeclaration.Allocation.NONE,
                AllocatorDeclaration.BY_CONVENTION,
                HostcallDeclaration.Pointers.NONE);
    }

    /** The same, of a function whose arguments take memory of the guest's. */
    public ExportDeclaration allocating() {
        return allocating(AllocatorDeclaration.BY_CONVENTION);
    }

    /** The same, by certain functions of the guest's. */
    public ExportDeclaration allocating(AllocatorDeclaration by) {
        return new ExportDeclaration(
                name, signature, HostcallDeclaration.Allocation.BY_GUEST, Objects.requireNonNull(by, "by"), pointers);
    }

    /** The same, of a function that is passed, or returns, indices of the guest's table of functions. */
    public ExportDeclaration pointing() {
        return new ExportDeclaration(
                name, signature, allocation, allocator, HostcallDeclaration.Pointers.OF_FUNCTION_TABLE);
    }
}
