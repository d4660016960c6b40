package dev.hostcall.runtime.internal.object;

import dev.hostcall.abi.SignatureText;
import dev.hostcall.runtime.FunctionReference;
import dev.hostcall.runtime.Signature;

/** A function that can be called from outside of a guest. */
public final class ExportedFunction {
    private final String name;
    private final Signature signature;
    private final long entry;
    private final long callee;

    private ExportedFunction(String name, Signature signature, long entry, long callee) {
        this.name = name;
        this.signature = signature;
        this.entry = entry;
        this.callee = callee;
    }

    /** What a module exports. */
    public static ExportedFunction of(GuestObject.Export export) {
        return new ExportedFunction(export.name(), Signature.parse(export.signature()), export.entry(), 0);
    }

    /**
     * As if the function that a reference leads to were exported.
     *
     * @throws IllegalArgumentException if its type says more of references than the host can check
     */
    public static ExportedFunction of(FunctionReference reference, ReferencedFunction target) {
        if (SignatureText.isPrecise(target.signature())) {
            throw new IllegalArgumentException(reference + " is of type " + target.signature()
                    + ", with typed references; only guests can call it");
        }
        return new ExportedFunction(
                reference.toString(), Signature.parse(target.signature()), target.entry(), target.address());
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** What it takes and returns. */
    public Signature signature() {
        return signature;
    }

    /** The address to enter. */
    public long entry() {
        return entry;
    }

    /** The reference that its entry expects in the control block, or 0. */
    public long callee() {
        return callee;
    }

    @Override
    public String toString() {
        return name + signature;
    }
}
