package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.runtime.FunctionReference;
import dev.hostcall.runtime.GuestFrame;
import dev.hostcall.runtime.GuestGlobal;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTable;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.HostImports;
import dev.hostcall.runtime.ImportSource;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.LinkException;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.TrapCode;
import dev.hostcall.runtime.ValueType;
import java.lang.ref.WeakReference;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Instances that share globals and tables, and the references in them. */
final class LinkedInstancesTest {
    private static final CompilerOptions EXPLICIT = CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT);

    private static final GuestModule LIBRARY = WatGuest.of("""
            (module
              (type $unary (func (param i32) (result i32)))
              (global (export "counter") (mut i32) (i32.const 5))
              (table (export "table") 4 8 funcref)
              (elem (i32.const 0) $double $fail)
              (func $double (export "double") (type $unary) (i32.mul (local.get 0) (i32.const 2)))
              (func $fail (export "fail") (type $unary) (i32.div_u (local.get 0) (i32.const 0)))
              (func (export "count") (result i32)
                (global.set 0 (i32.add (global.get 0) (i32.const 1)))
                (global.get 0))
              (func (export "reference") (result funcref) (ref.func $double))
              (func (export "call") (param i32 i32) (result i32)
                (call_indirect (type $unary) (local.get 0) (local.get 1))))
            """, "library", EXPLICIT);

    private static final GuestModule PROGRAM = WatGuest.of("""
            (module
              (type $unary (func (param i32) (result i32)))
              (import "library" "counter" (global $counter (mut i32)))
              (import "library" "table" (table 2 8 funcref))
              (elem (i32.const 2) $triple)
              (func $triple (type $unary) (i32.mul (local.get 0) (i32.const 3)))
              (func (export "count") (result i32)
                (global.set $counter (i32.add (global.get $counter) (i32.const 10)))
                (global.get $counter))
              (func (export "call") (param i32 i32) (result i32)
                (call_indirect (type $unary) (local.get 0) (local.get 1)))
              (func (export "put") (param i32 funcref) (table.set (local.get 0) (local.get 1))))
            """, "program", EXPLICIT);

    private static final GuestModule KEEPER = WatGuest.of("""
            (module
              (table $kept (export "kept") 2 4 externref)
              (func (export "keep") (param externref) (table.set $kept (i32.const 0) (local.get 0)))
              (func (export "kept_one") (result externref) (table.get $kept (i32.const 0))))
            """, "keeper", EXPLICIT);

    private static final GuestModule CALLER = WatGuest.of("""
            (module
              (type $unary (func (param i32) (result i32)))
              (import "host" "table" (table 2 4 funcref))
              (func (export "call") (param i32 i32) (result i32)
                (call_indirect (type $unary) (local.get 0) (local.get 1))))
            """, "caller", EXPLICIT);

    private static final GuestModule INTRUDER = WatGuest.of("""
            (module
              (import "scripted" "plain" (func $plain (param i64) (result i64)))
              (func (export "intrude") (result i64) (call $plain (i64.const -1))))
            """, "intruder", EXPLICIT);

    private static Region region() {
        return Region.create(4, Limits.compact());
    }

    private static Instance program(Region region, Instance library) {
        return region.newInstance(PROGRAM, library.exportsAs("library"));
    }

    private static GuestTable table(Instance instance, String name) {
        return instance.table(name).orElseThrow();
    }

    private static int call(Instance instance, int argument, int element) {
        return instance.run("call", argument, element).returned().i32();
    }

    @Test
    void aMutableGlobalIsOneForAllThatShareIt() {
        try (Region region = region();
                Instance library = region.newInstance(LIBRARY);
                Instance program = program(region, library)) {
            GuestGlobal counter = library.global("counter").orElseThrow();
            assertThat(library.run("count").returned().i32()).isEqualTo(6);
            assertThat(program.run("count").returned().i32()).isEqualTo(16);
            assertThat(counter.get()).isEqualTo(16);
            counter.set(100);
            assertThat(program.run("count").returned().i32()).isEqualTo(110);
            assertThat(library.run("count").returned().i32()).isEqualTo(111);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> counter.set(1L))
                    .withMessageContaining("the Long 1")
                    .withMessageContaining("i32 takes a Java Integer");
            assertThat(counter.get()).isEqualTo(111);
        }
    }

    @Test
    void aTableIsOneForAllThatShareItAndItsFunctionsRunInTheirOwnInstances() {
        try (Region region = region();
                Instance library = region.newInstance(LIBRARY);
                Instance program = program(region, library)) {
            assertThat(call(program, 21, 0)).as("the library's").isEqualTo(42);
            assertThat(call(library, 21, 2)).as("the program's").isEqualTo(63);
            assertThat(call(program, 21, 2)).as("its own").isEqualTo(63);
        }
    }

    @Test
    void aTrapInAnotherInstanceFaultsBothAndTellsTheFramesOfBoth() {
        try (Region region = region();
                Instance library = region.newInstance(LIBRARY);
                Instance program = program(region, library)) {
            assertThatExceptionOfType(GuestTrapException.class)
                    .isThrownBy(() -> call(program, 1, 1))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(TrapCode.INTEGER_DIVIDE_BY_ZERO))
                    .satisfies(e -> assertThat(e.backtrace().stream().map(GuestFrame::toString))
                            .containsExactly("library!fail", "program!call"));
            assertThat(library.state()).isEqualTo(InstanceState.FAULTED);
            assertThat(program.state()).isEqualTo(InstanceState.FAULTED);
            library.recover();
            program.recover();
            assertThat(call(program, 4, 0)).isEqualTo(8);
        }
    }

    @Test
    void aCallOfAnInstanceThatRunsOnAnotherThreadIsRefusedAndDisturbsNothing() throws Exception {
        try (Region region = region();
                Instance busy = region.newInstance(ScriptedGuest.METERED, ScriptHostcalls.of(new Script()));
                Instance intruder = region.newInstance(INTRUDER, busy.exportsAs("scripted"))) {
            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<Long> calls = CompletableFuture.supplyAsync(() -> {
                long argument = 0;
                while (!over.get()) {
                    argument++;
                    try {
                        assertThat(busy.run("plain", argument).returned().i64()).isEqualTo(argument);
                    } catch (InvalidStateException e) { // the other one was first
                        assertThat(e).hasMessageContaining("RUNNING");
                    }
                }
                return argument;
            });
            int refused = 0;
            for (int round = 0; round < Rounds.of(20_000) || refused == 0; round++) {
                try {
                    assertThat(intruder.run("intrude").returned().i64()).isEqualTo(-1);
                } catch (InvalidStateException e) {
                    assertThat(e).hasMessageContaining("RUNNING");
                    refused++;
                    intruder.recover();
                }
            }
            over.set(true);
            assertThat(calls.get(1, TimeUnit.MINUTES)).isPositive();
        }
    }

    @Test
    void aReferenceToAFunctionGoesThroughJavaToAnInstanceThatIsLinked() {
        try (Region region = region();
                Instance library = region.newInstance(LIBRARY);
                Instance stranger = region.newInstance(LIBRARY);
                Instance program = program(region, library)) {
            Object function = Objects.requireNonNull(
                    library.run("reference").returned().values().get(0));
            assertThat(function).isInstanceOf(FunctionReference.class);
            assertThat(table(library, "table").get(0)).isEqualTo(function);
            program.run("put", 3, function);
            assertThat(call(program, 5, 3)).isEqualTo(10);
            Object strange = Objects.requireNonNull(
                    stranger.run("reference").returned().values().get(0));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> program.run("put", 3, strange))
                    .withMessageContaining("not linked");
            assertThat(program.state()).isEqualTo(InstanceState.READY);
            assertThat(call(program, 5, 3)).isEqualTo(10);
        }
    }

    @Test
    void javaReadsWritesAndGrowsATable() {
        try (Region region = region();
                Instance library = region.newInstance(LIBRARY);
                Instance program = program(region, library)) {
            GuestTable table = table(library, "table");
            assertThat(table.size()).isEqualTo(4);
            assertThat(table.get(3)).isNull();
            table.set(3, table.get(0));
            assertThat(call(program, 8, 3)).isEqualTo(16);
            table.set(3, null);
            assertThatExceptionOfType(GuestTrapException.class)
                    .isThrownBy(() -> call(program, 8, 3))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(TrapCode.UNINITIALIZED_ELEMENT));
            program.recover();
            assertThat(table.grow(2, table.get(2))).isEqualTo(4);
            assertThat(call(program, 8, 5)).isEqualTo(24);
            assertThat(table.grow(3, null)).as("beyond its maximum").isEqualTo(-1);
            assertThat(table.size()).isEqualTo(6);
        }
    }

    @Test
    void aTableRefusesWhatIsNotInItAndWhatDoesNotFit() {
        try (Region region = region();
                Instance library = region.newInstance(LIBRARY)) {
            GuestTable table = table(library, "table");
            for (int index : new int[] {-1, 4, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
                assertThatExceptionOfType(IndexOutOfBoundsException.class)
                        .isThrownBy(() -> table.get(index))
                        .withMessageContaining("index is " + index + "; the table has 4 elements");
                assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> table.set(index, null));
            }
            for (Object wrong : new Object[] {1, "text", 2.5, table}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> table.set(0, wrong))
                        .withMessageContaining(wrong.getClass().getSimpleName())
                        .withMessageContaining("funcref takes a Java FunctionReference");
                assertThatIllegalArgumentException().isThrownBy(() -> table.grow(1, wrong));
            }
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> table.grow(-1, null))
                    .withMessageContaining("-1");
            assertThat(table.size()).isEqualTo(4);
            assertThat(table.get(0)).isNotNull();
        }
    }

    @Test
    void aTableOfTheEmbeddersForgetsFunctionsOfInstancesThatAreClosed() {
        GuestTable table = GuestTable.of(ValueType.FUNCREF, 2, 4);
        ImportSource host = HostImports.in("host").table("table", table);
        try (Region region = region()) {
            Object function;
            try (Instance library = region.newInstance(LIBRARY)) {
                function = Objects.requireNonNull(
                        library.run("reference").returned().values().get(0));
                table.set(0, function);
                try (Instance caller = region.newInstance(CALLER, host)) {
                    assertThat(call(caller, 4, 0)).isEqualTo(8);
                }
            }
            assertThat(region.used()).isZero();
            assertThat(table.get(0)).isNull();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> {
                        try (Instance caller = region.newInstance(CALLER, host)) {
                            assertThat(caller.state()).isEqualTo(InstanceState.READY);
                            table.set(0, function);
                        }
                    })
                    .withMessageContaining("closed");
            try (Instance caller = region.newInstance(CALLER, host)) {
                assertThatExceptionOfType(GuestTrapException.class)
                        .isThrownBy(() -> call(caller, 4, 0))
                        .satisfies(e -> assertThat(e.code()).isEqualTo(TrapCode.UNINITIALIZED_ELEMENT));
            }
        }
    }

    @Test
    void linkedInstancesAreClosedInAnyOrderAndGiveTheirSlotsBackTogether() {
        for (boolean libraryFirst : new boolean[] {true, false}) {
            try (Region region = region()) {
                Instance library = region.newInstance(LIBRARY);
                Instance program = program(region, library);
                (libraryFirst ? library : program).close();
                assertThat(region.used()).as("the other may still refer to it").isEqualTo(2);
                if (libraryFirst) {
                    assertThatExceptionOfType(InvalidStateException.class)
                            .isThrownBy(() -> library.run("count"))
                            .withMessageContaining("CLOSED");
                    assertThat(call(program, 7, 2)).as("its own function").isEqualTo(21);
                    assertThatExceptionOfType(RuntimeException.class)
                            .isThrownBy(() -> call(program, 7, 0))
                            .satisfies(e -> assertThat(e).hasStackTraceContaining("CLOSED"));
                }
                (libraryFirst ? program : library).close();
                assertThat(region.used()).isZero();
            }
        }
    }

    @Test
    void theExportsOfAClosedInstanceAreRefused() {
        try (Region region = region()) {
            Instance library = region.newInstance(LIBRARY);
            library.close();
            assertThatExceptionOfType(LinkException.class)
                    .isThrownBy(() -> program(region, library))
                    .withMessageContaining("closed")
                    .withMessageContaining("library");
            assertThat(region.used()).isZero();
        }
    }

    // ---- Java objects ----

    /** Hands the guest an object that nobody else knows. */
    private static WeakReference<Object> keep(Instance keeper) {
        Object object = new Object();
        keeper.run("keep", object);
        assertThat(keeper.run("kept_one").returned().values().get(0)).isSameAs(object);
        assertThat(table(keeper, "kept").get(0)).isSameAs(object);
        return new WeakReference<>(object);
    }

    private static void assertReleased(WeakReference<Object> object) {
        for (int i = 0; i < 100 && object.get() != null; i++) {
            System.gc();
        }
        assertThat(object.get()).isNull();
    }

    @Test
    void anObjectThatAGuestHoldsLivesUntilItIsReset() {
        try (Region region = region();
                Instance keeper = region.newInstance(KEEPER)) {
            WeakReference<Object> object = keep(keeper);
            System.gc();
            assertThat(object.get()).isNotNull();
            keeper.reset();
            assertReleased(object);
            assertThat(keeper.run("kept_one").returned().values().get(0)).isNull();
        }
    }

    @Test
    void anObjectThatAGuestHoldsLivesUntilItIsClosed() {
        try (Region region = region()) {
            Instance keeper = region.newInstance(KEEPER);
            WeakReference<Object> object = keep(keeper);
            keeper.close();
            assertReleased(object);
        }
    }

    @Test
    void aTableHoldsJavaObjectsForGuests() {
        try (Region region = region();
                Instance keeper = region.newInstance(KEEPER)) {
            GuestTable kept = table(keeper, "kept");
            kept.set(0, "text");
            @Nullable Object seen = keeper.run("kept_one").returned().values().get(0);
            assertThat(seen).isEqualTo("text");
            assertThat(kept.grow(2, 42)).isEqualTo(2);
            assertThat(kept.get(3)).isEqualTo(42);
        }
    }
}
