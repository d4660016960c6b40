package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.integration.differential.Binary;
import dev.hostcall.runtime.FunctionReference;
import dev.hostcall.runtime.GuestGlobal;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTable;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.HostImports;
import dev.hostcall.runtime.ImportSource;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.LinkException;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.Signature;
import dev.hostcall.runtime.TerminationReason;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Typed references in what is imported and exported: guests are linked by the structure of types, and what Java passes is checked. The
 * assembler knows none, so modules are bytes.
 */
final class TypedLinksTest {
    private static final int I64 = 0x7E;
    private static final int REF = 0x64;
    private static final int REF_NULL = 0x63;
    private static final int FUNC = 0x70;

    /** (i64) -> i64; (ref 0) -> i64; () -> (ref 0); () -> i64; (ref 0) -> (ref 0) */
    private static final Binary TYPES = new Binary()
            .bytes(5)
            .bytes(0x60, 1, I64, 1, I64)
            .bytes(0x60, 1, REF, 0, 1, I64)
            .bytes(0x60, 0, 1, REF, 0)
            .bytes(0x60, 0, 1, I64)
            .bytes(0x60, 1, REF, 0, 1, REF, 0);

    private final Region region = Region.create(4, Limits.defaults());
    private final Instance giving = instance(giving());
    private final AtomicReference<@Nullable FunctionReference> picked = new AtomicReference<>(reference("give"));

    /** What the other function belongs to. */
    private @Nullable Instance holds;

    @AfterEach
    void close() {
        if (holds != null) {
            holds.close();
        }
        giving.close();
        region.close();
    }

    private static Binary body(int... instructions) {
        return new Binary().bytes(0).bytes(instructions).bytes(0x0B);
    }

    private static byte[] module(Binary... sections) {
        Binary module = new Binary().bytes(0, 'a', 's', 'm', 1, 0, 0, 0);
        int[] ids = {1, 2, 3, 4, 6, 7, 10};
        for (int i = 0; i < ids.length; i++) {
            module.bytes(ids[i]).sized(sections[i]);
        }
        return module.toBytes();
    }

    /** Has functions, two globals and a table of typed references, and exports them. */
    private static byte[] giving() {
        return module(
                TYPES,
                new Binary().bytes(0),
                new Binary().bytes(6, 0, 1, 2, 3, 0, 2),
                new Binary().bytes(1, 0x40, 0, REF, 0, 0, 2, 0xD2, 0, 0x0B), // two elements, each ref.func 0
                new Binary().bytes(2, REF, 0, 0, 0xD2, 0, 0x0B, REF_NULL, 0, 1, 0xD0, 0, 0x0B),
                new Binary()
                        .bytes(9)
                        .name("increment")
                        .bytes(0, 0)
                        .name("apply")
                        .bytes(0, 1)
                        .name("give")
                        .bytes(0, 2)
                        .name("other")
                        .bytes(0, 3)
                        .name("double")
                        .bytes(0, 4)
                        .name("give_double")
                        .bytes(0, 5)
                        .name("table")
                        .bytes(1, 0)
                        .name("constant")
                        .bytes(3, 0)
                        .name("variable")
                        .bytes(3, 1),
                new Binary()
                        .bytes(6)
                        .sized(body(0x20, 0, 0x42, 1, 0x7C)) // local.get 0, i64.const 1, i64.add
                        .sized(body(0x42, 10, 0x20, 0, 0x14, 0)) // i64.const 10, local.get 0, call_ref 0
                        .sized(body(0xD2, 0)) // ref.func 0
                        .sized(body(0x42, 7)) // i64.const 7
                        .sized(body(0x20, 0, 0x20, 0, 0x7C)) // local.get 0, local.get 0, i64.add
                        .sized(body(0xD2, 4))); // ref.func 4
    }

    /** Imports what {@link #giving} exports, the function {@code apply} and the constant as types that are written so. */
    private static byte[] taking(int apply, int... constant) {
        return module(
                TYPES,
                new Binary()
                        .bytes(5)
                        .name("giving")
                        .name("apply")
                        .bytes(0, apply)
                        .name("giving")
                        .name("give")
                        .bytes(0, 2)
                        .name("host")
                        .name("pick")
                        .bytes(0, 4)
                        .name("giving")
                        .name("constant")
                        .bytes(3)
                        .bytes(constant)
                        .bytes(0)
                        .name("giving")
                        .name("table")
                        .bytes(1, REF, 0, 0, 2),
                new Binary().bytes(3, 3, 3, 3),
                new Binary().bytes(0),
                new Binary().bytes(0),
                new Binary()
                        .bytes(3)
                        .name("picked")
                        .bytes(0, 3)
                        .name("of_table")
                        .bytes(0, 4)
                        .name("of_global")
                        .bytes(0, 5),
                new Binary()
                        .bytes(3)
                        .sized(body(0x10, 1, 0x10, 2, 0x10, 0)) // call give, call pick, call apply
                        .sized(body(0x41, 1, 0x25, 0, 0x10, 0)) // i32.const 1, table.get 0, call apply
                        .sized(body(0x23, 0, 0xD4, 0x10, 0))); // global.get 0, ref.as_non_null, call apply
    }

    private Instance instance(byte[] module, ImportSource... imports) {
        return region.newInstance(
                GuestModule.load(WasmCompiler.compile(module, CompilerOptions.defaults()), "typed"), imports);
    }

    private Instance taking() {
        HostImports host = HostImports.in("host").function("pick", Signature.parse("c:c"), (vmctx, arguments) -> {
            assertThat(arguments[0]).isEqualTo(reference("give"));
            return Arrays.asList(picked.get());
        });
        return instance(taking(1, REF_NULL, 0), giving.exportsAs("giving"), host);
    }

    private FunctionReference reference(String function) {
        return (FunctionReference) giving.run(function).returned().values().get(0);
    }

    private GuestTable table() {
        return giving.table("table").orElseThrow();
    }

    /** A function of another type, {@code () -> i64}: the host finds it where a guest holds any function. */
    private FunctionReference other() {
        byte[] holding = module(
                TYPES,
                new Binary().bytes(1).name("giving").name("apply").bytes(0, 1), // so that they are linked
                new Binary().bytes(1, 3),
                new Binary().bytes(0),
                new Binary().bytes(1, FUNC, 0, 0xD2, 1, 0x0B),
                new Binary().bytes(1).name("other").bytes(3, 0),
                new Binary().bytes(1).sized(body(0x42, 7)));
        holds = instance(holding, giving.exportsAs("giving"));
        return (FunctionReference)
                Objects.requireNonNull(holds.global("other").orElseThrow().get());
    }

    @Test
    void guestsAreLinkedByTheStructureOfTypes() {
        try (Instance taking = taking()) {
            assertThat(taking.run("picked").returned().i64()).isEqualTo(11);
            assertThat(taking.run("of_table").returned().i64()).isEqualTo(11);
            assertThat(taking.run("of_global").returned().i64()).isEqualTo(11);
            picked.set(reference("give_double"));
            assertThat(taking.run("picked").returned().i64()).isEqualTo(20);
            table().set(1, reference("give_double"));
            assertThat(taking.run("of_table").returned().i64()).isEqualTo(20);
        }
    }

    /** A module that imports a function, or a global, and nothing else. */
    private static byte[] importing(String name, int... type) {
        return new Binary()
                .bytes(0, 'a', 's', 'm', 1, 0, 0, 0)
                .bytes(1)
                .sized(TYPES)
                .bytes(2)
                .sized(new Binary().bytes(1).name("giving").name(name).bytes(type))
                .toBytes();
    }

    static Stream<Arguments> others() {
        String apply = "the function ((ref (i64) -> i64)) -> i64";
        String constant = "a constant global of type (ref (i64) -> i64)";
        String variable = "a variable global of type (ref null (i64) -> i64)";
        return Stream.of(
                Arguments.of("the function () -> i64", apply, importing("apply", 0, 3)),
                Arguments.of(
                        "the function ((ref (i64) -> i64)) -> (ref (i64) -> i64)", apply, importing("apply", 0, 4)),
                Arguments.of(
                        "a constant global of type (ref null () -> i64)",
                        constant,
                        importing("constant", 3, REF_NULL, 3, 0)),
                Arguments.of(
                        "a variable global of type (ref null (i64) -> i64)",
                        constant,
                        importing("constant", 3, REF_NULL, 0, 1)),
                Arguments.of("a variable global of type funcref", variable, importing("variable", 3, FUNC, 1)),
                Arguments.of(
                        "a table of 2 to 10000000 elements of type funcref",
                        "a table of 2 to 10000000 elements of type (ref (i64) -> i64)",
                        importing("table", 1, FUNC, 0, 2)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void whatIsOfAnotherTypeIsRefusedWithBothWrittenOut(String wanted, String given, byte[] module) {
        assertThatExceptionOfType(LinkException.class)
                .isThrownBy(() -> instance(module, giving.exportsAs("giving")))
                .withMessageContaining(" is imported as " + wanted + ", but given is " + given);
    }

    @Test
    void whatAHostcallReturnsIsOfTheGuestsType() {
        try (Instance taking = taking()) {
            picked.set(null);
            assertEnds(taking, "result 1 of host.pick is null; it must be a (ref (i64) -> i64)");
        }
    }

    @Test
    void aFunctionOfAnotherTypeIsNotPassedToAGuest() {
        FunctionReference other = other();
        String found = " is a function () -> i64; it must be a (ref (i64) -> i64)";
        try (Instance taking = taking()) {
            picked.set(other);
            assertEnds(taking, "result 1 of host.pick" + found);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> giving.run("apply", other))
                .withMessageStartingWith("argument 1 of apply")
                .withMessageEndingWith(found);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table().set(0, other))
                .withMessage("the new element of a table" + found);
        GuestGlobal variable = giving.global("variable").orElseThrow();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> variable.set(other))
                .withMessage("value, of a global," + found.replace("(ref", "(ref null"));
        assertThat(giving.state()).isEqualTo(InstanceState.READY);
        assertThat(giving.run("apply", reference("give_double")).returned().i64())
                .isEqualTo(20);
        variable.set(reference("give_double"));
        variable.set(null);
        assertThat(variable.get()).isNull();
    }

    @Test
    @SuppressWarnings("NullAway") // what the test is about
    void nullIsNotPassedWhereAGuestTakesNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> giving.run("apply", (Object) null))
                .withMessageEndingWith("is null; it must be a (ref (i64) -> i64)");
        assertThatIllegalArgumentException().isThrownBy(() -> table().set(0, null));
        assertThatIllegalArgumentException().isThrownBy(() -> table().grow(1, null));
        assertThat(table().grow(1, reference("give"))).isEqualTo(2);
    }

    @Test
    void whatAFutureCompletesWithIsOfTheGuestsTypeToo() {
        CompletableFuture<List<Object>> right = new CompletableFuture<>();
        HostImports host =
                HostImports.in("host").asyncFunction("pick", Signature.parse("c:c"), (memory, arguments) -> right);
        try (Instance taking = instance(taking(1, REF_NULL, 0), giving.exportsAs("giving"), host)) {
            var done = taking.runAsync("picked").start(Runnable::run);
            right.complete(List.of(reference("give_double")));
            assertThat(done.join().returned().i64()).isEqualTo(20);
        }
        CompletableFuture<List<@Nullable Object>> wrong = new CompletableFuture<>();
        HostImports none =
                HostImports.in("host").asyncFunction("pick", Signature.parse("c:c"), (memory, arguments) -> wrong);
        try (Instance taking = instance(taking(1, REF_NULL, 0), giving.exportsAs("giving"), none)) {
            var done = taking.runAsync("picked").start(Runnable::run);
            wrong.complete(Arrays.asList((Object) null));
            assertThat(done)
                    .isCompletedExceptionally()
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withMessageContaining("result 1 of host.pick is null; it must be a (ref (i64) -> i64)");
        }
    }

    @Test
    @SuppressWarnings("NullAway") // for the argument that is refused
    void aFunctionOfATypedSignatureIsCalledByReference() {
        byte[] holding = module(
                TYPES,
                new Binary().bytes(1).name("giving").name("apply").bytes(0, 1),
                new Binary().bytes(0),
                new Binary().bytes(0),
                new Binary().bytes(1, FUNC, 0, 0xD2, 0, 0x0B),
                new Binary().bytes(1).name("apply").bytes(3, 0),
                new Binary().bytes(0));
        try (Instance instance = instance(holding, giving.exportsAs("giving"))) {
            FunctionReference apply = (FunctionReference) Objects.requireNonNull(
                    instance.global("apply").orElseThrow().get());
            assertThat(instance.functionOf(apply)
                            .call(reference("give_double"))
                            .returned()
                            .i64())
                    .isEqualTo(20);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> instance.functionOf(apply).call((Object) null))
                    .withMessageEndingWith("is null; it must be a (ref (i64) -> i64)");
        }
    }

    private static void assertEnds(Instance taking, String message) {
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> taking.run("picked"))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(TerminationReason.HOSTCALL_THREW));
    }
}
