package dev.hostcall.runtime.spi;

import dev.hostcall.runtime.Signature;
import java.util.Objects;

/**
 * One hostcall as the linker sees it: what a guest must import to reach it.
 *
 * @param module the import's module name, such as {@code env}
 * @param name the import's field name, such as {@code fetch_all}
 * @param signature the parameters and results a guest passes and receives
 * @param kind whether the method's body may suspend the guest
 * @param allocation whether its result takes memory of the guest's
 * @param allocator how that is taken
 * @param pointers whether it is passed indices of the guest's table of functions
 */
public record HostcallDeclaration(
        String module,
        String name,
        Signature signature,
        Kind kind,
        Allocation allocation,
        AllocatorDeclaration allocator,
        Pointers pointers) {

    /** Refuses nulls. */
    public HostcallDeclaration {
        Objects.requireNonNull(module, "module");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(signature, "signature");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(allocation, "allocation");
        Objects.requireNonNull(allocator, "allocator");
        Objects.requireNonNull(pointers, "pointers");
    }

    /** One whose result takes no memory of the guest's. */
    public HostcallDeclaration(String module, String name, Signature signature, Kind kind) {
        this(module, name, signature, kind, Allocation.NONE, AllocatorDeclaration.BY_CONVENTION, Pointers.NONE);
    }

    /** Whether Java frames may have to be kept while the guest waits. */
    public enum Kind {
        /** Takes no {@code Vmctx} and returns no future: the guest never waits for it. */
        PLAIN,
        /** Returns a future, for which the guest may wait when the body has returned; takes no {@code Vmctx}. */
        WAITING,
        /** Calls the guest back in its body, and waits for nothing itself. */
        CALLING,
        /** Takes a {@code Vmctx}: may block, yield or call back in its body. */
        SUSPENDING
    }

    /** Whether a result takes memory of the guest's. */
    public enum Allocation {
        /** It takes none, or what the guest has passed a pointer to. */
        NONE,
        /** It does, by the guest's allocator. */
        BY_GUEST
    }

    /** What a guest passes for functions. */
    public enum Pointers {
        /** Nothing, or references. */
        NONE,
        /** Indices of the table of functions that it exports. */
        OF_FUNCTION_TABLE
    }

    /** As generated code declares it; see {@link Signature#parse} for the signature's form. */
    public static HostcallDeclaration of(String module, String name, String signature, Kind kind) {
        return new HostcallDeclaration(
                module, name, Signature.parse(Objects.requireNonNull(signature, "signature")), kind);
    }

    /** The same, of a hostcall whose result takes memory of the guest's. */
    public HostcallDeclaration allocating() {
        return allocating(AllocatorDeclaration.BY_CONVENTION);
    }

    /** The same, by certain functions of the guest's. */
    public HostcallDeclaration allocating(AllocatorDeclaration by) {
        return new HostcallDeclaration(
                module, name, signature, kind, Allocation.BY_GUEST, Objects.requireNonNull(by, "by"), pointers);
    }

    /** The same, of a hostcall that is passed indices of the guest's table of functions. */
    public HostcallDeclaration pointing() {
        return new HostcallDeclaration(
                module, name, signature, kind, allocation, allocator, Pointers.OF_FUNCTION_TABLE);
    }

    /** {@code module.name}. */
    public String qualifiedName() {
        return module + "." + name;
    }
}
