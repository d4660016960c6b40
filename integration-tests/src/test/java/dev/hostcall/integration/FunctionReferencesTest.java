package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.runtime.FunctionReference;
import dev.hostcall.runtime.GuestFunction;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTable;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.TrapCode;
import dev.hostcall.runtime.Vmctx;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Function pointers: hostcalls that call elements of the guest's table, and embedders that do. */
final class FunctionReferencesTest {
    private static final CompilerOptions EXPLICIT = CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT);

    /** Its functions are called by pointer only, and take more than any export does. */
    private static final GuestModule GUEST = WatGuest.of("""
            (module
              (import "pointers" "invoke" (func $invoke (param i32 i64) (result i64)))
              (import "pointers" "wait" (func $wait (param i64) (result i64)))
              (import "pointers" "jump" (func $jump (param i64)))
              (table (export "__indirect_function_table") 10 funcref)
              (table (export "objects") 2 externref)
              (elem (i32.const 1) $add_one $fail $wait $wide $jumping $nested $spin)
              (global $level (mut i32) (i32.const 0))
              (func $add_one (param i64) (result i64) (i64.add (local.get 0) (i64.const 1)))
              (func $fail (param i64) (result i64) (unreachable))
              (func $wide (param i32 i64 f32 f64 i32 i64) (result f64 i64)
                (f64.add (local.get 3) (f64.promote_f32 (local.get 2)))
                (i64.add (i64.add (local.get 1) (local.get 5)) (i64.extend_i32_s (i32.add (local.get 0) (local.get 4)))))
              (func $jumping (param i64) (result i64)
                (global.set $level (i32.add (global.get $level) (i32.const 1)))
                (if (i64.eqz (local.get 0)) (then (call $jump (i64.const 77))))
                (call $jumping (i64.sub (local.get 0) (i64.const 1))))
              (func $nested (param i64) (result i64)
                (call $invoke (i32.const 1) (local.get 0)))
              (func $spin (param i64) (result i64) (loop $forever (br $forever)) (unreachable))
              (func (export "level") (result i32) (global.get $level))
              (func (export "run") (param i32 i64) (result i64)
                (i64.mul (call $invoke (local.get 0) (local.get 1)) (i64.const 10))))
            """, "pointers", EXPLICIT);

    private static final GuestModule LIBRARY = WatGuest.of("""
            (module
              (table (export "table") 3 funcref)
              (elem (i32.const 0) $twice $fail $wide)
              (func $twice (param i64) (result i64) (i64.mul (local.get 0) (i64.const 2)))
              (func $fail (param i64) (result i64) (i64.div_s (local.get 0) (i64.const 0)))
              (func $wide (param i64 i64 i64 i64 i64 i64 i64 i64)))
            """, "library", EXPLICIT);

    private static final GuestModule PROGRAM = WatGuest.of("""
            (module
              (import "pointers" "invoke" (func $invoke (param i32 i64) (result i64)))
              (import "library" "table" (table 3 funcref))
              (export "__indirect_function_table" (table 0))
              (func (export "run") (param i32 i64) (result i64) (call $invoke (local.get 0) (local.get 1))))
            """, "program", EXPLICIT);

    private final Pointers pointers = new Pointers();
    private final Region region = Region.create(4, Limits.compact());
    private final Instance guest = region.newInstance(GUEST, FunctionReferencesTest_PointersHostcalls.of(pointers));

    @AfterEach
    void close() {
        guest.close();
        region.close();
    }

    /** As a C compiler's runtime library imports them. */
    @HostcallModule("pointers")
    static final class Pointers {
        Invoke invoke = (vmctx, function, argument) ->
                vmctx.call(function(vmctx, function), argument).i64();
        CompletableFuture<Long> future = new CompletableFuture<>();

        @Hostcall
        long invoke(Vmctx vmctx, int function, long argument) {
            return invoke.call(vmctx, function, argument);
        }

        @Hostcall(name = "wait")
        CompletableFuture<Long> pause(long argument) {
            return future;
        }

        @Hostcall
        void jump(long value) {
            if (value != 0) { // a jump with 0 is none
                throw new LongJump(value);
            }
        }

        static FunctionReference function(Vmctx vmctx, int index) {
            return vmctx.table("__indirect_function_table").function(index);
        }
    }

    interface Invoke {
        long call(Vmctx vmctx, int function, long argument);
    }

    /** What {@code longjmp} is made of. */
    private static final class LongJump extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final long value;

        LongJump(long value) {
            super("longjmp");
            this.value = value;
        }
    }

    private long run(int function, long argument) {
        return guest.run("run", function, argument).returned().i64();
    }

    private FunctionReference element(int index) {
        return guest.table("__indirect_function_table").orElseThrow().function(index);
    }

    // ---- in hostcalls ----

    @Test
    void aHostcallCallsAFunctionPointer() {
        for (long i = 0; i < 1000; i++) {
            assertThat(run(1, i)).isEqualTo((i + 1) * 10);
        }
        assertThat(guest.runAsync("run", 1, 4L).join().returned().i64()).isEqualTo(50);
    }

    @Test
    void aHostcallInsideAFunctionThatWasCalledByPointerCallsAnother() {
        assertThat(run(6, 7)).isEqualTo(80);
    }

    @Test
    void aFunctionCalledByPointerMayWait() {
        RunAsync run = guest.runAsync("run", 3, 1L);
        assertThat(run.poll(() -> {}).isReady()).isFalse();
        assertThat(guest.state()).isEqualTo(InstanceState.BLOCKED);
        pointers.future.complete(9L);
        assertThat(run.join().returned().i64()).isEqualTo(90);
    }

    @Test
    void aTrapBehindAFunctionPointerIsCaught() {
        pointers.invoke = (vmctx, function, argument) -> {
            try {
                return vmctx.call(Pointers.function(vmctx, function), argument).i64();
            } catch (GuestTrapException e) {
                return -1;
            }
        };
        assertThat(run(2, 1)).isEqualTo(-10);
        assertThat(run(1, 1)).isEqualTo(20);
        assertThat(guest.state()).isEqualTo(InstanceState.READY);
    }

    @Test
    void aLongJumpSkipsTheFunctionsUnderWayAndKeepsWhatTheyHaveWritten() {
        pointers.invoke = (vmctx, function, argument) -> {
            try {
                return vmctx.call(Pointers.function(vmctx, function), argument).i64();
            } catch (GuestTerminatedException e) {
                if (e.getCause() instanceof LongJump jump) {
                    return jump.value;
                }
                throw e;
            }
        };
        for (int round = 1; round <= 100; round++) {
            assertThat(run(5, 20)).isEqualTo(770);
            assertThat(guest.run("level").returned().i32()).isEqualTo(21 * round);
        }
    }

    @Test
    void anEndlessFunctionBehindAPointerIsBoundedAndEnded() {
        RunAsync run = guest.runAsync("run", 7, 1L).boundInstCount(1000).totalBound(5000);
        assertThat(run.poll(() -> {}).isReady()).isFalse();
        assertThat(guest.state()).isEqualTo(InstanceState.BOUND_EXPIRED);
        assertThatExceptionOfType(GuestTerminatedException.class).isThrownBy(run::join);
    }

    @Test
    void argumentsAndResultsOfAllTypesPass() {
        pointers.invoke = (vmctx, function, argument) -> {
            var results = vmctx.call(Pointers.function(vmctx, 4), 1, 2L, 1.5f, 2.25, 3, 4L);
            assertThat(results.values()).containsExactly(3.75, 10L);
            return 1;
        };
        assertThat(run(0, 0)).isEqualTo(10);
    }

    @Test
    void wrongArgumentsAndWrongElementsAreNamed() {
        pointers.invoke = (vmctx, function, argument) -> {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> vmctx.call(Pointers.function(vmctx, 1), 1))
                    .withMessageContaining("the Integer 1")
                    .withMessageContaining("i64");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> vmctx.call(Pointers.function(vmctx, 1)))
                    .withMessageContaining("takes 1 arguments; 0 were given");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Pointers.function(vmctx, 0))
                    .withMessageContaining("element 0")
                    .withMessageContaining("null");
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> Pointers.function(vmctx, 10))
                    .withMessageContaining("10");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> vmctx.table("objects").function(0))
                    .withMessageContaining("externref");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> vmctx.table("table"))
                    .withMessageContaining("\"table\"")
                    .withMessageContaining("__indirect_function_table");
            return 1;
        };
        assertThat(run(0, 0)).isEqualTo(10);
    }

    // ---- of other instances ----

    @Test
    void aFunctionOfALinkedInstanceRunsThere() {
        try (Instance library = region.newInstance(LIBRARY);
                Instance program = region.newInstance(
                        PROGRAM, FunctionReferencesTest_PointersHostcalls.of(pointers), library.exportsAs("library"))) {
            assertThat(program.run("run", 0, 21L).returned().i64()).isEqualTo(42);
            assertThatExceptionOfType(GuestTrapException.class)
                    .isThrownBy(() -> program.run("run", 1, 1L))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(TrapCode.INTEGER_DIVIDE_BY_ZERO));
            assertThat(library.state()).isEqualTo(InstanceState.FAULTED);
            assertThat(program.state()).isEqualTo(InstanceState.FAULTED);
        }
    }

    @Test
    void aTrapOfALinkedInstanceBehindAPointerIsCaught() {
        pointers.invoke = (vmctx, function, argument) -> {
            assertThatExceptionOfType(GuestTrapException.class)
                    .isThrownBy(() -> vmctx.call(Pointers.function(vmctx, 1), argument));
            return 5;
        };
        try (Instance library = region.newInstance(LIBRARY);
                Instance program = region.newInstance(
                        PROGRAM, FunctionReferencesTest_PointersHostcalls.of(pointers), library.exportsAs("library"))) {
            assertThat(program.run("run", 1, 1L).returned().i64()).isEqualTo(5);
            assertThat(program.state()).isEqualTo(InstanceState.READY);
            assertThat(library.state()).isEqualTo(InstanceState.FAULTED);
        }
    }

    @Test
    void aFunctionThatTakesMoreThanTheCallerHasRoomForIsRefused() {
        pointers.invoke = (vmctx, function, argument) -> {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> vmctx.call(Pointers.function(vmctx, 2), 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L))
                    .withMessageContaining("8 slots");
            return 6;
        };
        try (Instance library = region.newInstance(LIBRARY);
                Instance program = region.newInstance(
                        PROGRAM, FunctionReferencesTest_PointersHostcalls.of(pointers), library.exportsAs("library"))) {
            assertThat(program.run("run", 2, 1L).returned().i64()).isEqualTo(6);
        }
    }

    @Test
    void aFunctionOfAStrangerIsRefused() {
        try (Instance stranger = region.newInstance(LIBRARY)) {
            FunctionReference twice = stranger.table("table").orElseThrow().function(0);
            pointers.invoke = (vmctx, function, argument) -> {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> vmctx.call(twice, argument))
                        .withMessageContaining("not linked");
                return 1;
            };
            assertThat(run(0, 0)).isEqualTo(10);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> guest.functionOf(twice))
                    .withMessageContaining("not linked");
        }
    }

    // ---- outside of hostcalls ----

    @Test
    void anEmbedderCallsBackAnEventHandlerThatTheGuestHasLeft() {
        GuestFunction handler = guest.functionOf(element(1));
        assertThat(handler.signature()).hasToString("(i64) -> i64");
        for (long i = 0; i < 1000; i++) {
            assertThat(handler.call(i).returned().i64()).isEqualTo(i + 1);
        }
        assertThat(handler.callAsync(3L).join().returned().i64()).isEqualTo(4);
        assertThatIllegalArgumentException().isThrownBy(() -> handler.invokeRaw(1));
        RunAsync waiting = guest.functionOf(element(3)).callAsync(0L);
        assertThat(waiting.poll(() -> {}).isReady()).isFalse();
        pointers.future.complete(12L);
        assertThat(waiting.join().returned().i64()).isEqualTo(12);
    }

    @Test
    void aReferenceWhoseInstanceIsClosedLeadsNowhere() {
        Instance closed = region.newInstance(LIBRARY);
        FunctionReference twice = closed.table("table").orElseThrow().function(0);
        assertThat(twice.signature()).hasToString("(i64) -> i64");
        closed.close();
        assertThatExceptionOfType(InvalidStateException.class).isThrownBy(twice::signature);
        assertThatExceptionOfType(InvalidStateException.class).isThrownBy(() -> closed.functionOf(twice));
        assertThatIllegalArgumentException().isThrownBy(() -> guest.functionOf(twice));
    }

    @Test
    void aTableOfAnInstanceThatIsClosedHoldsNothingMore() {
        Instance closed = region.newInstance(LIBRARY);
        GuestTable table = closed.table("table").orElseThrow();
        closed.close();
        assertThatIllegalArgumentException().isThrownBy(() -> table.function(0)).withMessageContaining("null");
    }
}
