package dev.hostcall.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.Metering;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.HostImports;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.Signature;
import dev.hostcall.text.Wat;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tests are given; these tests themselves. */
@GuestText(GuestExtensionTest.COUNTER)
final class GuestExtensionTest {
    static final String COUNTER = """
            (module
              (import "env" "by" (func $by (result i32)))
              (global $count (mut i32) (i32.const 0))
              (global $ready (mut i32) (i32.const 0))
              (func $start (global.set $count (call $by)))
              (start $start)
              (func (export "_initialize") (global.set $ready (i32.const 1)))
              (func (export "ready") (result i32) (global.get $ready))
              (func (export "count") (result i32)
                (global.set $count (i32.add (global.get $count) (i32.const 1)))
                (global.get $count)))
            """;

    private static final String SEVEN = "(module (func (export \"seven\") (result i32) (i32.const 7)))";

    private static final Set<GuestModule> MODULES = new HashSet<>();

    @ForGuests
    final HostImports env =
            HostImports.in("env").function("by", Signature.parse(":i"), (vmctx, arguments) -> List.of(10));

    /** Resources that no sources may be, as they are compiled. */
    @BeforeAll
    static void writeResources() throws IOException, URISyntaxException {
        Path classes = Path.of(GuestExtensionTest.class.getResource("/").toURI());
        byte[] wasm = Wat.toWasm(SEVEN);
        Files.write(classes.resolve("seven.wasm"), wasm);
        Files.write(classes.resolve("seven.so"), Files.readAllBytes(WasmCompiler.compile(wasm)));
    }

    private static int count(Instance guest) {
        return guest.run("count").returned().i32();
    }

    @RepeatedTest(3)
    void eachTestHasAnInstanceOfItsOwnAndTheModuleIsCompiledOnce(Instance guest, GuestModule module) {
        assertThat(count(guest)).isEqualTo(11);
        assertThat(count(guest)).isEqualTo(12);
        MODULES.add(module);
        assertThat(MODULES).containsExactly(guest.module());
    }

    @Test
    void theStartFunctionHasRunAndSoHasInitialize(Instance guest) {
        assertThat(guest.state()).isEqualTo(InstanceState.READY);
        assertThat(guest.run("ready").returned().i32()).isOne();
    }

    @Test
    void theInstanceLiesInTheRegionOfTheTest(Region region, Instance guest) {
        assertThat(region.used()).isOne();
        assertThat(region.capacity()).isEqualTo(16);
        guest.close();
        assertThat(region.used()).isZero();
    }

    @Test
    void theSameGuestIsTheSameInstanceAndAnotherIsAnother(
            Instance guest, Instance same, @GuestText(SEVEN) Instance seven, @Guest("/seven.wasm") Instance again) {
        assertThat(same).isSameAs(guest);
        assertThat(seven.run("seven").returned().i32()).isEqualTo(7);
        assertThat(again).isNotSameAs(seven);
    }

    @Test
    void aGuestIsCalledThroughAnInterface(
            @GuestText(
                            "(module (func (export \"total\") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))")
                    Sum sum) {
        assertThat(sum.total(40, 2)).isEqualTo(42);
    }

    @Test
    @Guest("/seven.wasm")
    void aModuleInTheBinaryFormatIsLoaded(Instance guest) {
        assertThat(guest.run("seven").returned().i32()).isEqualTo(7);
        assertThat(guest.module().name()).isEqualTo("seven");
    }

    @Test
    @Guest("/seven.so")
    void anObjectIsLoaded(Instance guest) {
        assertThat(guest.run("seven").returned().i32()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void parametersOfOtherKindsMayStandBefore(int number, Instance guest) {
        assertThat(count(guest)).isEqualTo(11).isGreaterThan(number);
    }

    @Nested
    final class BeforeATest {
        private final Set<Instance> given = new HashSet<>();

        @BeforeEach
        void count(Instance guest) {
            given.add(guest);
            assertThat(GuestExtensionTest.count(guest)).isEqualTo(11);
        }

        @Test
        void methodsBeforeAndAfterHaveTheInstanceOfTheTest(Instance guest) {
            given.add(guest);
            assertThat(GuestExtensionTest.count(guest)).isEqualTo(12);
        }

        @AfterEach
        void countOn(Instance guest) {
            given.add(guest);
            assertThat(GuestExtensionTest.count(guest)).isEqualTo(13);
            assertThat(given).hasSize(1);
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @GuestText("(module (func (export \"a\")))")
    @interface A {}

    @A
    abstract static class Base {}

    @Nested
    final class Nearest extends Base {
        @ForGuests
        static final CompilerOptions OPTIONS = CompilerOptions.defaults().withMetering(Metering.OFF);

        @Test
        void anAnnotationOfOnesOwnAndASuperclassCountBeforeTheClassAround(GuestModule module) {
            assertThat(module.export("a")).isPresent();
        }

        @Test
        @GuestText("(module (func (export \"b\")))")
        void theMethodCountsBeforeTheClass(GuestModule module) {
            assertThat(module.export("b")).isPresent();
        }

        @Test
        @Guest("/seven.wasm")
        void optionsOfANestedClassAreForItsTests(GuestModule module) {
            assertThat(module.isMetered()).isFalse();
        }
    }

    @Test
    @Guest("/seven.wasm")
    void withoutOptionsAGuestIsMetered(GuestModule module) {
        assertThat(module.isMetered()).isTrue();
    }
}
