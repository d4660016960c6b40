package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.internal.link.ExportedResources;
import dev.hostcall.runtime.internal.link.ExportedResources.Intrinsic;
import dev.hostcall.runtime.internal.link.ExportedResources.Kind;
import dev.hostcall.runtime.internal.memory.GuestRep;
import dev.hostcall.runtime.internal.object.ExportedFunction;
import dev.hostcall.runtime.internal.object.ModuleCore;
import dev.hostcall.runtime.spi.Frame;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import dev.hostcall.runtime.spi.ResourceType;
import java.util.List;
import java.util.Optional;

/** What guests import to keep handles of resources that they define themselves. */
public final class GuestResources extends Hostcalls {
    private final List<Function> functions;

    private record Function(Intrinsic wanted, ResourceType<?> type, Optional<ExportedFunction> destructor) {
        HostcallDeclaration declaration() {
            boolean isDrop = wanted.kind() == Kind.DROP;
            return HostcallDeclaration.of(
                    wanted.wanted().module(),
                    wanted.wanted().name(),
                    isDrop ? "i:" : "i:i",
                    isDrop && destructor.isPresent()
                            ? HostcallDeclaration.Kind.CALLING
                            : HostcallDeclaration.Kind.PLAIN);
        }
    }

    private GuestResources(List<Function> functions) {
        super(functions.stream().map(Function::declaration).toArray(HostcallDeclaration[]::new));
        this.functions = functions;
    }

    /** What a module imports of it, if it does. */
    public static Optional<Hostcalls> of(ModuleCore module) {
        List<Intrinsic> imports = ExportedResources.of(module);
        return imports.isEmpty()
                ? Optional.empty()
                : Optional.of(new GuestResources(
                        imports.stream().map(each -> function(module, each)).toList()));
    }

    private static Function function(ModuleCore module, Intrinsic wanted) {
        ResourceType<?> type = ResourceType.ofGuest(wanted.module(), wanted.name());
        return new Function(wanted, type, ExportedResources.destructor(module, type));
    }

    @Override
    public void call(int index, Frame frame) {
        Function function = functions.get(index);
        InstanceCore instance = ((HostcallFrame) frame).instance();
        int argument = frame.i32(0);
        switch (function.wanted().kind()) {
            case NEW -> {
                GuestRep made = new GuestRep(argument, function.destructor());
                frame.returnI32(instance.handles().own(function.type(), made));
            }
            case REP -> frame.returnI32(instance.handles().number(argument, function.type()));
            case DROP -> {
                GuestRep dropped = instance.handles().dropOwn(argument, function.type());
                dropped.destructor().ifPresent(destructor -> {
                    instance.control().i64(0, Integer.toUnsignedLong(dropped.number()));
                    instance.runs().current().nested().callBack(destructor.entry());
                });
            }
        }
    }

    @Override
    public String toString() {
        return "the runtime";
    }
}
