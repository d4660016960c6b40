package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.ValueType;
import dev.hostcall.runtime.internal.engine.ControlBlock;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import java.util.List;

/**
 * The results of one call of a hostcall that has several, kept until all are there: the guest's arguments lie in the same
 * slots, and what is not returned must not be read as whatever lies there.
 */
final class Results {
    private final HostcallDeclaration hostcall;
    private final List<ValueType> types;
    private final long[] bits;
    private final boolean[] isReturned;

    Results(HostcallDeclaration hostcall) {
        this.hostcall = hostcall;
        this.types = hostcall.signature().results();
        this.bits = new long[types.size()];
        this.isReturned = new boolean[types.size()];
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
