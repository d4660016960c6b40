package dev.hostcall.runtime;

import dev.hostcall.runtime.spi.Frame;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import java.util.List;

/** The exported functions of an instance, as hostcalls of those that import them. */
final class ForeignHostcalls extends Hostcalls {
    private final InstanceCore callee;
    private final List<GuestModule.Export> exports;

    ForeignHostcalls(InstanceCore callee, String module) {
        super(callee.module().exports().stream()
                .map(export -> new HostcallDeclaration(
                        module, export.name(), export.signature(), HostcallDeclaration.Kind.SUSPENDING))
                .toArray(HostcallDeclaration[]::new));
        this.callee = callee;
        this.exports = callee.module().exports();
    }

    InstanceCore callee() {
        return callee;
    }

    @Override
    public void call(int index, Frame frame) {
        GuestModule.Export export = exports.get(index);
        Execution caller = ((GuestContext) frame.vmctx()).instance().runs().current();
        caller.nested().call(callee, export.entry(), export.signature(), 0);
    }

    @Override
    public String toString() {
        return "an instance of guest " + callee.module().name();
    }
}
