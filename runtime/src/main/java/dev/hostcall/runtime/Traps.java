package dev.hostcall.runtime;

/** Makes traps of guest code into exceptions. */
final class Traps {
    private Traps() {}

    /** What an instance has trapped with. An access that faulted had been paid for, with all that follows it. */
    static GuestTrapException exception(InstanceCore instance, TrapCode code, Backtrace backtrace) {
        GuestModule module = instance.module();
        String guest = module.name();
        long address = instance.control().trapAddress();
        if (address == 0 && code != TrapCode.MEMORY_OUT_OF_BOUNDS) {
            return GuestTrapException.at(code, guest, "", backtrace);
        }
        if (address != 0 && module.isMetered()) {
            instance.budget().refund(module.object().refund(instance.control().trapPc()));
        }
        long offset = address - instance.base();
        if (offset >= 0 && offset < instance.addressSpace()) {
            return GuestTrapException.atAddress(code, guest, offset, " at address " + offset, backtrace);
        }
        return address == 0
                ? GuestTrapException.at(code, guest, "", backtrace)
                : GuestTrapException.atAddress(
                        code, guest, address, " at 0x%x, outside of linear memory".formatted(address), backtrace);
    }
}
