package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.internal.object.ExportedFunction;
import dev.hostcall.runtime.spi.Frame;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import java.util.List;

/** The exported functions of an instance, as hostcalls of those that import them. */
final class InstanceHostcalls extends Hostcalls {
    private final InstanceCore callee;
    private final List<ExportedFunction> exports;

    InstanceHostcalls(InstanceCore callee, String module) {
        super(callee.module().exports().stream()
                .map(export -> new HostcallDeclaration(
                        module, export.name(), export.signature(), HostcallDeclaration.Kind.SUSPENDING))
                .toArray(HostcallDeclaration[]::new));
        this.callee = callee;
        this.exports = List.copyOf(callee.module().exports());
    }

    @Override
    public void call(int index, Frame frame) {
        ExportedFunction export = exports.get(index);
        Execution caller = ((HostcallFrame) frame).instance().runs().current();
        caller.nested().call(callee, export.entry(), export.signature(), 0);
    }

    @Override
    public String toString() {
        return "an instance of guest " + callee.module().name();
    }
}
