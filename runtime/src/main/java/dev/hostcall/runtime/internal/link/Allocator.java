package dev.hostcall.runtime.internal.link;

import dev.hostcall.runtime.Signature;
import dev.hostcall.runtime.internal.object.ExportedFunction;
import java.util.Optional;

/**
 * The exported functions by which a guest takes memory for what the host gives it.
 *
 * @param convention how they are called
 * @param allocate takes memory
 * @param pin keeps it from being collected, where the guest has a collector
 * @param release gives back, or lets go of, what a call's arguments have taken; where there is none, the guest owns its arguments
 */
public record Allocator(
        Convention convention,
        ExportedFunction allocate,
        Optional<ExportedFunction> pin,
        Optional<ExportedFunction> release) {

    /** What the function that takes memory is passed. */
    public enum Convention {
        /** An old block, its size, an alignment and a size: of the component model's canonical ABI. */
        REALLOC("iiii:i"),
        /** A size, as in C. */
        SIZE("i:i"),
        /** A size and an alignment, as in Rust. */
        SIZE_AND_ALIGNMENT("ii:i"),
        /** A size and the number of a class: of AssemblyScript's runtime. */
        SIZE_AND_CLASS("ii:i");

        @SuppressWarnings("ImmutableEnumChecker") // a record of immutable lists
        private final Signature signature;

        Convention(String signature) {
            this.signature = Signature.parse(signature);
        }

        /** Its type. */
        public Signature signature() {
            return signature;
        }
    }

    /** The name of the function that takes memory, for messages. */
    public String name() {
        return allocate.name();
    }
}
