package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.integration.differential.Binary;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.TrapCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls by typed references; the suite of WebAssembly 3.0 shows the rest. The assembler knows none, so modules are bytes. */
class TypedReferencesTest {
    private static final int I64 = 0x7E;
    private static final int TYPE_SECTION = 1;
    private static final int FUNCTION_SECTION = 3;
    private static final int EXPORT_SECTION = 7;
    private static final int ELEMENT_SECTION = 9;
    private static final int CODE_SECTION = 10;

    /** local.get 0, i64.const 1, i64.add */
    private static final Binary INCREMENT = body(0x20, 0, 0x42, 1, 0x7C);

    /** local.get 0, ref.func 0, call_ref 0 */
    private static final Binary CALL = body(0x20, 0, 0xD2, 0, 0x14, 0);

    /** local.get 0, ref.null 0, call_ref 0 */
    private static final Binary CALL_NULL = body(0x20, 0, 0xD0, 0, 0x14, 0);

    /** Adds n to the sum and goes on with n - 1, by a tail call of itself by reference, unless n is 0. */
    private static final Binary SUM = body(
            0x20, 0, 0x50, 0x04, 0x40, 0x20, 1, 0x0F, 0x0B, // local.get 0, i64.eqz, if, local.get 1, return, end
            0x20, 0, 0x42, 1, 0x7D, // local.get 0, i64.const 1, i64.sub
            0x20, 1, 0x20, 0, 0x7C, // local.get 1, local.get 0, i64.add
            0xD2, 3, 0x15, 1); // ref.func 3, return_call_ref 1

    private static Binary body(int... instructions) {
        return new Binary().bytes(0).bytes(instructions).bytes(0x0B);
    }

    private static byte[] module() {
        return new Binary()
                .bytes(0, 'a', 's', 'm', 1, 0, 0, 0)
                .bytes(TYPE_SECTION)
                .sized(new Binary().bytes(2, 0x60, 1, I64, 1, I64, 0x60, 2, I64, I64, 1, I64))
                .bytes(FUNCTION_SECTION)
                .sized(new Binary().bytes(4, 0, 0, 0, 1))
                .bytes(EXPORT_SECTION)
                .sized(new Binary()
                        .bytes(3)
                        .name("call")
                        .bytes(0, 1)
                        .name("call_null")
                        .bytes(0, 2)
                        .name("sum")
                        .bytes(0, 3))
                .bytes(ELEMENT_SECTION)
                .sized(new Binary().bytes(1, 3, 0, 1, 0))
                .bytes(CODE_SECTION)
                .sized(new Binary()
                        .bytes(4)
                        .sized(INCREMENT)
                        .sized(CALL)
                        .sized(CALL_NULL)
                        .sized(SUM))
                .toBytes();
    }

    private static Instance instance(Region region, BoundsMode bounds) {
        CompilerOptions options = CompilerOptions.defaults().withBounds(bounds);
        return region.newInstance(GuestModule.load(WasmCompiler.compile(module(), options), "typed"));
    }

    @ParameterizedTest
    @EnumSource
    void callsByReferenceReachTheirFunctionAndCostAsMuchAsIndirectOnes(BoundsMode bounds) {
        try (Region region = Region.create(1, Limits.defaults());
                Instance guest = instance(region, bounds)) {
            assertThat(guest.run("call", 41L).returned().i64()).isEqualTo(42);
            assertThat(guest.instructionCount()).hasValue(2 + 2 + 3 + 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tailCallsByReferenceTakeNoStack(BoundsMode bounds) {
        long n = 1_000_000;
        try (Region region = Region.create(1, Limits.defaults());
                Instance guest = instance(region, bounds)) {
            assertThat(guest.run("sum", n, 0L).returned().i64()).isEqualTo(n * (n + 1) / 2);
            assertThat(guest.instructionCount()).hasValue(12 * n + 4);
        }
    }

    @Test
    void aCallOfNullTraps() {
        try (Region region = Region.create(1, Limits.defaults());
                Instance guest = instance(region, BoundsMode.GUARD)) {
            assertThatThrownBy(() -> guest.run("call_null", 1L))
                    .isInstanceOfSatisfying(
                            GuestTrapException.class,
                            trap -> assertThat(trap.code()).isEqualTo(TrapCode.NULL_REFERENCE));
            assertThat(guest.instructionCount()).hasValue(4);
        }
    }
}
