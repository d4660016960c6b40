package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.runtime.GuestGlobal;
import dev.hostcall.runtime.GuestGlobal.Mutability;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.HostImports;
import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.LinkException;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.Signature;
import dev.hostcall.runtime.ValueType;
import dev.hostcall.runtime.spi.Frame;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import dev.hostcall.runtime.spi.HostcallDeclaration.Kind;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One name of several types, functions of several results, and what is said about names that are not there. */
class ImportTypesTest {

    @HostcallModule("m")
    static final class One {
        @Hostcall
        int f(int a) {
            return a * 10;
        }
    }

    @HostcallModule("m")
    static final class Two {
        @Hostcall
        int f(int a, int b) {
            return a * b;
        }
    }

    @HostcallModule("kv")
    static final class Kv {
        @Hostcall
        int size() {
            return 0;
        }

        @Hostcall
        int fetchAll() {
            return 0;
        }
    }

    private static GuestModule guest(String text) {
        return WatGuest.of(text, "guest", CompilerOptions.defaults());
    }

    private static Region region() {
        return Region.create(1, Limits.defaults());
    }

    private static final GuestModule BOTH = guest("""
            (module
              (import "m" "f" (func $one (param i32) (result i32)))
              (import "m" "f" (func $two (param i32 i32) (result i32)))
              (import "m" "f" (global $three i32))
              (func (export "main") (result i32)
                (i32.add (global.get $three)
                  (i32.add (call $one (i32.const 1)) (call $two (i32.const 2) (i32.const 3))))))
            """);

    private static HostImports three() {
        return HostImports.in("m").global("f", GuestGlobal.of(ValueType.I32, Mutability.CONSTANT, 100));
    }

    @Test
    void ofOneNameEachImportGetsWhatIsOfItsType() {
        try (Region region = region()) {
            Hostcalls one = ImportTypesTest_OneHostcalls.of(new One());
            Hostcalls two = ImportTypesTest_TwoHostcalls.of(new Two());
            try (Instance instance = region.newInstance(BOTH, one, two, three())) {
                assertThat(instance.run("main").returned().i32()).isEqualTo(116);
            }
            try (Instance instance = region.newInstance(BOTH, three(), two, one)) {
                assertThat(instance.run("main").returned().i32()).isEqualTo(116);
            }
        }
    }

    @Test
    void ofOneNameAndTypeThereIsOneThing() {
        HostImports again = HostImports.in("m")
                .function("f", Signature.parse("i:i"), (vmctx, arguments) -> List.of(1))
                .function("f", Signature.parse("iiii:"), (vmctx, arguments) -> List.of());
        try (Region region = region()) {
            assertThatExceptionOfType(LinkException.class)
                    .isThrownBy(() -> region.newInstance(
                            BOTH,
                            ImportTypesTest_OneHostcalls.of(new One()),
                            ImportTypesTest_TwoHostcalls.of(new Two()),
                            three(),
                            again))
                    .satisfies(e -> assertThat(e.problems())
                            .containsExactly("surplus: m.f, the function (i32) -> i32, is given twice, by "
                                    + ImportTypesTest_OneHostcalls.class.getName()
                                    + " and by a function of HostImports"));
        }
    }

    @Test
    void anImportOfNoneOfTheTypesIsToldAllOfThem() {
        GuestModule module = guest("""
                (module (import "m" "f" (func (param f64))))
                """);
        HostImports offers = HostImports.in("m");
        for (int i = 0; i < 7; i++) {
            offers.function("f", Signature.parse("i".repeat(i) + ":"), (vmctx, arguments) -> List.of());
        }
        try (Region region = region()) {
            assertThatExceptionOfType(LinkException.class)
                    .isThrownBy(() -> region.newInstance(
                            module,
                            ImportTypesTest_OneHostcalls.of(new One()),
                            ImportTypesTest_TwoHostcalls.of(new Two())))
                    .satisfies(e -> assertThat(e.problems())
                            .containsExactly("mistyped: m.f is imported as the function (f64) -> (), but given is"
                                    + " the function (i32) -> i32 and the function (i32, i32) -> i32"));
            assertThatExceptionOfType(LinkException.class)
                    .isThrownBy(() -> region.newInstance(module, offers))
                    .withMessageContaining("(i32, i32, i32, i32) -> () and 2 more");
        }
    }

    // ---- several results, by hand ----

    private static final GuestModule PAIR = guest("""
            (module
              (import "m" "pair" (func $pair (param i64 i64) (result i64 f64)))
              (memory 1)
              (func (export "pair") (param i64 i64) (result i64 f64) (call $pair (local.get 0) (local.get 1)))
              (func (export "id") (param i64) (result i64) (local.get 0)))
            """);

    @FunctionalInterface
    private interface Body {
        void call(Frame frame);
    }

    private static final class ByHand extends Hostcalls {
        private final Body body;

        ByHand(String signature, Body body) {
            super(
                    HostcallDeclaration.of("m", "unused", ":", Kind.PLAIN),
                    HostcallDeclaration.of("m", "pair", signature, Kind.SUSPENDING));
            this.body = body;
        }

        @Override
        public void call(int index, Frame frame) {
            assertThat(index).isEqualTo(1);
            body.call(frame);
        }
    }

    private static Instance pair(Region region, Body body) {
        return region.newInstance(PAIR, new ByHand("II:IF", body));
    }

    @Test
    void severalResultsAreReturnedInAnyOrderWhileTheArgumentsAreStillThere() {
        try (Region region = region();
                Instance instance = pair(region, frame -> {
                    frame.returnF64(1, 0.5);
                    frame.returnI64(0, frame.i64(1));
                    frame.returnF64(1, (double) frame.i64(0));
                })) {
            assertThat(instance.run("pair", 3L, 4L).returned().values()).containsExactly(4L, 3.0);
        }
    }

    @Test
    void aCallBackBetweenTwoResultsDisturbsNeither() {
        int[] depth = {0};
        try (Region region = region();
                Instance instance = pair(region, frame -> {
                    long first = frame.i64(0);
                    frame.returnI64(0, first);
                    frame.vmctx().call("id", -1L);
                    if (depth[0]++ == 0) {
                        frame.vmctx().call("pair", 8L, 9L);
                    }
                    frame.returnF64(1, (double) first);
                })) {
            assertThat(instance.run("pair", 3L, 4L).returned().values()).containsExactly(3L, 3.0);
        }
    }

    @Test
    void aResultThatIsNotReturnedIsAnErrorAndNotZero() {
        assertFails(frame -> {}, "m.pair did not return result 0; it is declared as (i64, i64) -> (i64, f64)");
        assertFails(frame -> frame.returnI64(0, 1), "m.pair did not return result 1");
        assertFails(frame -> frame.returnI64(1), "must call Frame.returnI64(0, ");
        assertFails(frame -> frame.blockOnI64(new CompletableFuture<>()), "m.pair returned a future of one result");
    }

    @Test
    void aResultOfAnotherTypeOrPlaceIsAnError() {
        assertFails(frame -> frame.returnI32(0, 1), "m.pair returned an i32 as result 0; it is declared as");
        assertFails(frame -> frame.returnF64(2, 1), "m.pair returned a result 2; it is declared as");
        assertFails(frame -> frame.returnF64(-1, 1), "m.pair returned a result -1; it is declared as");
    }

    private static void assertFails(Body body, String message) {
        try (Region region = region();
                Instance instance = pair(region, body)) {
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .isThrownBy(() -> instance.runAsync("pair", 3L, 4L).join())
                    .withMessageContaining("hostcall m.pair threw")
                    .withMessageContaining(message);
        }
    }

    @Test
    void aHostcallOfOneResultReturnsNoneOfSeveral() {
        GuestModule module = guest("""
                (module
                  (import "m" "pair" (func $single (result i64)))
                  (func (export "main") (result i64) (call $single)))
                """);
        try (Region region = region();
                Instance instance = region.newInstance(module, new ByHand(":I", frame -> frame.returnI64(1, 1)))) {
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .isThrownBy(() -> instance.run("main"))
                    .withMessageContaining("a hostcall of one result or none returned one of several");
        }
    }

    @Test
    void bitsOfAHostcallByHandNeverBecomeAReference() {
        GuestModule module = guest("""
                (module
                  (import "m" "pair" (func $single (result funcref)))
                  (func (export "main") (result funcref) (call $single)))
                """);
        try (Region region = region();
                Instance instance = region.newInstance(module, new ByHand(":c", frame -> frame.returnI64(4711)))) {
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .isThrownBy(() -> instance.run("main"))
                    .withMessageContaining("must be a function of HostImports, as a Frame carries numbers only");
        }
    }

    // ---- names that are not there ----

    private static LinkException refused(String text) {
        try (Region region = region()) {
            GuestModule module = guest(text);
            return assertThatExceptionOfType(LinkException.class)
                    .isThrownBy(() -> region.newInstance(module, ImportTypesTest_KvHostcalls.of(new Kv())))
                    .actual();
        }
    }

    private static String meant(String module, String name) {
        String problem = refused("(module (import \"%s\" \"%s\" (func (result i32))))".formatted(module, name))
                .problems()
                .get(0);
        return problem.replaceFirst("^missing: .* is imported, but no hostcall of this name is given", "");
    }

    @Test
    void aNameThatIsNearlyRightIsToldTheRightOne() {
        assertThat(meant("KV", "size")).isEqualTo("; did you mean kv.size?");
        assertThat(meant("kv", "fetchAll")).isEqualTo("; did you mean kv.fetch_all?");
        assertThat(meant("kv", "fetch-all")).isEqualTo("; did you mean kv.fetch_all?");
        assertThat(meant("kv", "fetch_al")).isEqualTo("; did you mean kv.fetch_all?");
        assertThat(meant("kv", "szie")).isEqualTo("; did you mean kv.size?");
        assertThat(meant("env", "size")).isEqualTo("; did you mean kv.size?");
        assertThat(meant("kv", "remove")).isEmpty();
        assertThat(meant("env", "remove")).isEmpty();
        assertThat(meant("", "")).isEmpty();
    }

    @Test
    void theMessageSaysWhatIsGiven() {
        assertThat(refused("(module (import \"kv\" \"remove\" (func)))"))
                .hasMessageEndingWith("\n  given under kv: fetch_all, size");
        assertThat(refused("(module (import \"env\" \"remove\" (func)))"))
                .hasMessageEndingWith("\n  nothing is given under env; given are the modules kv");
        try (Region region = region()) {
            GuestModule module = guest("(module (import \"kv\" \"size\" (func (result i32))))");
            assertThatExceptionOfType(LinkException.class)
                    .isThrownBy(() -> region.newInstance(module))
                    .withMessageEndingWith("\n  nothing is given at all");
        }
    }

    @Test
    void theMessageOfAThousandProblemsCanBeRead() {
        String imports = IntStream.range(0, 1000)
                .mapToObj(i -> "(import \"%s%d\" \"size%d\" (func))".formatted("module", i % 100, i))
                .collect(Collectors.joining("\n"));
        LinkException e = refused("(module " + imports + ")");
        assertThat(e.problems()).hasSize(1000);
        assertThat(String.valueOf(e.getMessage()).lines())
                .hasSizeLessThan(30)
                .contains("  and 980 more problems", "  and something is missing of 95 more modules");
    }

    @Test
    void thousandsOfImportsAreLinkedOrRefusedAtOnce() {
        String imports = IntStream.range(0, 5000)
                .mapToObj(i -> "(import \"m\" \"f%d\" (func%s))".formatted(i % 2500, i < 2500 ? "" : " (param i32)"))
                .collect(Collectors.joining("\n"));
        GuestModule module = guest("(module " + imports + " (func (export \"main\") (call 4999 (i32.const 7))))");
        int[] called = {0};
        HostImports offers = HostImports.in("m");
        for (int i = 0; i < 2500; i++) {
            offers.function("f" + i, Signature.parse(":"), (vmctx, arguments) -> List.of());
            offers.function("f" + i, Signature.parse("i:"), (vmctx, arguments) -> {
                called[0] = (int) arguments[0];
                return List.of();
            });
        }
        try (Region region = region()) {
            try (Instance instance = region.newInstance(module, offers)) {
                instance.run("main");
                assertThat(called[0]).isEqualTo(7);
            }
            assertThatExceptionOfType(LinkException.class)
                    .isThrownBy(() -> region.newInstance(module, ImportTypesTest_KvHostcalls.of(new Kv())))
                    .satisfies(e -> assertThat(e.problems()).hasSize(5000));
        }
    }
}
