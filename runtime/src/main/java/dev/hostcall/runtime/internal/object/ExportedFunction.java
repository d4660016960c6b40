package dev.hostcall.runtime.internal.object;

import dev.hostcall.abi.SignatureText;
import dev.hostcall.runtime.FunctionReference;
import dev.hostcall.runtime.Signature;

/** A function that can be called from outside of a guest. */
public final class ExportedFunction {
    private final String name;
    private final String type;
    private final Signature signature;
    private final boolean isPrecise;
    private final long entry;
    private final long callee;

    private ExportedFunction(String name, String type, long entry, long callee) {
        this.name = name;
        this.type = type;
        this.signature = Signature.parse(type);
        this.isPrecise = SignatureText.isPrecise(type);
        this.entry = entry;
        this.callee = callee;
    }

    /** What a module exports. */
    public static ExportedFunction of(GuestObject.Export export) {
        return new ExportedFunction(export.name(), export.signature(), export.entry(), 0);
    }

    /** As if the function that a reference leads to were exported. */
    public static ExportedFunction of(FunctionReference reference, ReferencedFunction target) {
        return new ExportedFunction(reference.toString(), target.signature(), target.entry(), target.address());
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** What it takes and returns. */
    public Signature signature() {
        return signature;
    }

    /** The same in the notation of guests, which may say more of references. */
    public String type() {
        return type;
    }

    /** Whether it does, so that arguments are to be checked by it. */
    public boolean isPrecise() {
        return isPrecise;
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
