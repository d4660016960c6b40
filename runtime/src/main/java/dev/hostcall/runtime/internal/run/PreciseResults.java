package dev.hostcall.runtime.internal.run;

import dev.hostcall.abi.SignatureText;
import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.internal.link.Extern;
import dev.hostcall.runtime.internal.reference.PreciseTypes;
import dev.hostcall.runtime.spi.Frame;

/** One hostcall whose results are references that the guest says more of than Java can: they are checked before the guest goes on. */
final class PreciseResults extends Hostcalls {
    private final Hostcalls hostcalls;
    private final int hostcall;
    private final PreciseTypes types;

    private PreciseResults(Extern.Function function, PreciseTypes types) {
        super(function.declaration());
        this.hostcalls = function.hostcalls();
        this.hostcall = function.index();
        this.types = types;
    }

    /** What is to be called for an import of a type: what it was linked to, or this in front of it. Another instance is of that type. */
    static Extern.Function of(Extern.Function function, String type) {
        PreciseTypes types = PreciseTypes.of(SignatureText.resultTexts(type));
        return types.isNone() || function.instance().isPresent()
                ? function
                : function.checkedBy(new PreciseResults(function, types));
    }

    @Override
    public void call(int index, Frame frame) throws Throwable {
        hostcalls.call(hostcall, frame);
        ((HostcallFrame) frame).checkResults(this);
    }

    /** Checks what is in the slots. */
    void check(InstanceCore instance) {
        String name = declarations().get(0).qualifiedName();
        types.checkSlots(instance.control(), instance, i -> "result " + (i + 1) + " of " + name);
    }

    @Override
    public String toString() {
        return hostcalls.toString();
    }

    /** A value to come, and then to be checked. */
    static final class ToCome extends ForwardedResult {
        private final PreciseResults results;

        ToCome(PreciseResults results, PendingResult value) {
            super(value);
            this.results = results;
        }

        @Override
        void handOver(HostcallFrame frame, Runnable store) {
            store.run();
            results.check(frame.instance());
        }
    }
}
