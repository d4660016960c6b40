package dev.hostcall.runtime.internal.run;

import dev.hostcall.abi.GuestStop;
import dev.hostcall.runtime.internal.engine.ContextSwitch;
import dev.hostcall.runtime.internal.front.Front;
import dev.hostcall.runtime.internal.meter.Allowance;
import dev.hostcall.runtime.internal.meter.Budget;
import dev.hostcall.runtime.internal.object.ModuleCore;
import java.util.List;

/** Runs the function of a guest that prepares an instance's data. It calls no hostcall and is not limited: it is no run. */
final class Initializer {
    private Initializer() {}

    static void run(InstanceCore instance) {
        ModuleCore module = instance.module();
        long function = module.object().initialize();
        if (function == 0) {
            return;
        }
        Budget budget = instance.budget();
        budget.beginRun();
        budget.beginPoll(Allowance.NO_LIMIT, Allowance.NO_LIMIT);
        long control = instance.control().address();
        long message = ContextSwitch.resume(control, function);
        while (GuestStop.reason(message) == GuestStop.BUDGET && budget.refill()) {
            message = ContextSwitch.resume(control, 0);
        }
        if (GuestStop.reason(message) == GuestStop.TRAPPED) {
            Backtrace backtrace = new Backtrace();
            backtrace.addTrapped(instance);
            throw Failures.trap(instance, Front.trapCode(GuestStop.detail(message)), backtrace);
        }
        if (GuestStop.reason(message) != GuestStop.RETURNED) {
            throw Front.link("guest " + module.name(), List.of("its initialize function calls the host"), List.of());
        }
    }
}
