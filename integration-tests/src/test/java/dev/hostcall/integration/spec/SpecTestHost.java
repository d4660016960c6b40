package dev.hostcall.integration.spec;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.runtime.GuestGlobal;
import dev.hostcall.runtime.GuestGlobal.Mutability;
import dev.hostcall.runtime.GuestTable;
import dev.hostcall.runtime.HostImports;
import dev.hostcall.runtime.ValueType;

/** The host module the suite's modules may import, as its interpreter defines it. It prints nothing. */
@HostcallModule("spectest")
final class SpecTestHost {
    @Hostcall
    void print() {}

    @Hostcall
    void printI32(int value) {}

    @Hostcall
    void printI64(long value) {}

    @Hostcall
    void printF32(float value) {}

    @Hostcall
    void printF64(double value) {}

    @Hostcall(name = "print_i32_f32")
    void printBoth(int first, float second) {}

    @Hostcall(name = "print_f64_f64")
    void printTwo(double first, double second) {}

    /** Its globals, table and memory, made anew for each file. */
    static HostImports things() {
        return HostImports.in("spectest")
                .global("global_i32", GuestGlobal.of(ValueType.I32, Mutability.CONSTANT, 666))
                .global("global_i64", GuestGlobal.of(ValueType.I64, Mutability.CONSTANT, 666L))
                .global("global_f32", GuestGlobal.of(ValueType.F32, Mutability.CONSTANT, 666.6f))
                .global("global_f64", GuestGlobal.of(ValueType.F64, Mutability.CONSTANT, 666.6))
                .table("table", GuestTable.of(ValueType.FUNCREF, 10, 20))
                .table("table64", GuestTable.of(ValueType.FUNCREF, ValueType.I64, 10, 20))
                .memory("memory", 1, 2);
    }
}
