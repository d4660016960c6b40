package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.FunctionReference;
import dev.hostcall.runtime.Signature;
import dev.hostcall.runtime.ValueType;
import dev.hostcall.runtime.internal.engine.ControlBlock;
import dev.hostcall.runtime.internal.reference.Values;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The results of one call of a hostcall that has several, kept until all are there: the guest's arguments lie in the same
 * slots, and what is not returned must not be read as whatever lies there. Beside them, the functions that the guest has passed
 * references to: read as the hostcall was linked, and not as it may ask for them.
 */
final class Results {
    private final HostcallDeclaration hostcall;
    private final List<ValueType> types;
    private final long[] bits;
    private final boolean[] isReturned;
    private final @Nullable FunctionReference[] functions; // by their slots

    /** Of a call that an instance's guest has just made. */
    Results(HostcallDeclaration hostcall, InstanceCore instance) {
        this.hostcall = hostcall;
        this.types = hostcall.signature().results();
        this.functions = functions(hostcall.signature(), instance);
        this.bits = new long[types.size()];
        this.isReturned = new boolean[types.size()];
    }

    private static @Nullable FunctionReference[] functions(Signature signature, InstanceCore instance) {
        @Nullable FunctionReference[] functions = new FunctionReference[signature.parameterSlots()];
        int slot = 0;
        for (ValueType type : signature.parameters()) {
            if (type == ValueType.FUNCREF) {
                long bits = instance.control().i64(slot);
                functions[slot] = (FunctionReference) Values.fromBits(type, bits, instance);
            }
            slot += type.slots();
        }
        return functions;
    }

    /** Whether results of such a hostcall are kept until all are there. */
    static boolean areCollected(Signature signature) {
        List<ValueType> results = signature.results();
        return results.size() > 1 || (results.size() == 1 && !results.get(0).isNumber());
    }

    boolean areCollected() {
        return areCollected(hostcall.signature());
    }

    /** The function that was passed in a slot; nothing for a null reference. */
    @Nullable
    FunctionReference function(int slot) {
        return functions[slot];
    }

    void put(int result, ValueType type, long value) {
        if (result < 0 || result >= types.size()) {
            throw new IndexOutOfBoundsException("%s returned a result %d; it is declared as %s, with results 0 to %d"
                    .formatted(hostcall.qualifiedName(), result, hostcall.signature(), types.size() - 1));
        }
        if (types.get(result) != type) {
            throw new IllegalArgumentException("%s returned an %s as result %d; it is declared as %s"
                    .formatted(hostcall.qualifiedName(), type, result, hostcall.signature()));
        }
        bits[result] = value;
        isReturned[result] = true;
    }

    void putAll(long[] all) {
        if (all.length != types.size()) {
            throw new IllegalArgumentException("%s returned %d results; it is declared as %s"
                    .formatted(hostcall.qualifiedName(), all.length, hostcall.signature()));
        }
        for (int i = 0; i < all.length; i++) {
            if (!types.get(i).isNumber()) {
                throw new IllegalArgumentException("%s returned a number as result %d; it is declared as %s"
                        .formatted(hostcall.qualifiedName(), i, hostcall.signature()));
            }
            bits[i] = all[i];
            isReturned[i] = true;
        }
    }

    void store(ControlBlock control) {
        for (int i = 0; i < bits.length; i++) {
            if (!isReturned[i]) {
                throw new IllegalStateException("%s did not return result %d; it is declared as %s, and must %s"
                        .formatted(hostcall.qualifiedName(), i, hostcall.signature(), howTo(i)));
            }
        }
        for (int i = 0; i < bits.length; i++) {
            control.i64(i, bits[i]);
        }
    }

    IllegalStateException futureOfOne() {
        return new IllegalStateException("%s returned a future of one result; it is declared as %s, and must be an"
                        .formatted(hostcall.qualifiedName(), hostcall.signature())
                + " asyncFunction of HostImports to return them later");
    }

    private String howTo(int result) {
        ValueType type = types.get(result);
        return type.isReference() || type == ValueType.V128
                ? "be a function of HostImports, as a Frame carries numbers only"
                : "call Frame.return%s(%d, …)".formatted(type.name(), result);
    }
}
