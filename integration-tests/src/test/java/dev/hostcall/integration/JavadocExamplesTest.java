package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerException;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.runtime.GuestFunction;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Poll;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.TrapCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples in the Javadoc of the runtime's and the compiler's classes are the code that is run here. */
final class JavadocExamplesTest {
    private static final int FLAGS = Pattern.DOTALL | Pattern.MULTILINE;
    private static final Pattern IN_THE_JAVADOC = Pattern.compile("<pre>\\{@code\n(.*?)^ \\* }</pre>", FLAGS);

    private static final byte[] PLUGIN = WatGuest.wasm("""
            (module
              (import "orders" "price" (func $price (param i32) (result i64)))
              (import "orders" "each" (func $each (param i32 i32)))
              (table (export "callbacks") funcref (elem $count))
              (global $sum (mut i32) (i32.const 0))
              (func $count (param i32) (global.set $sum (i32.add (global.get $sum) (local.get 0))))
              (func (export "total") (param i32) (result i64)
                (if (i32.lt_s (local.get 0) (i32.const 0)) (then (unreachable)))
                (i64.mul (i64.const 2) (call $price (local.get 0))))
              (func (export "visit") (param i32) (result i32)
                (call $each (i32.const 0) (local.get 0))
                (global.get $sum))
              (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))
            """);

    private final List<String> log = new ArrayList<>();

    private static Region region() {
        return Region.create(2, Limits.defaults());
    }

    private static GuestModule module() {
        return GuestModule.load(WasmCompiler.compile(PLUGIN), "plugin");
    }

    @Test
    void aModuleIsLoadedOnceAndClosedLast() {
        byte[] wasm = PLUGIN;
        Orders orders = new Orders();
        // In the Javadoc of GuestModule
        Path object = WasmCompiler.compile(wasm, CompilerOptions.defaults());
        try (GuestModule plugin = GuestModule.load(object, "plugin");
                Region region = Region.create(100, Limits.defaults());
                Instance first = region.newInstance(plugin, OrdersHostcalls.of(orders));
                Instance second = region.newInstance(plugin, OrdersHostcalls.of(orders))) {
            log.add(plugin.name() + " " + (first.module() == second.module()));
        }
        // To here
        assertThat(log).containsExactly("plugin true");
    }

    @Test
    void aRegionHoldsAsManyInstancesAsItHasSlots() {
        GuestModule plugin = module();
        Orders orders = new Orders();
        // In the Javadoc of Region
        Limits limits = Limits.defaults().withStackSize(256 << 10);
        try (Region region = Region.create(1_000, limits)) {
            try (Instance instance = region.newInstance(plugin, OrdersHostcalls.of(orders))) {
                log.add(instance.state() + ", " + region.used() + " of " + region.capacity());
            } // its slot is free again
            log.add(region.used() + " of " + region.capacity());
        }
        // To here
        assertThat(log).containsExactly("READY, 1 of 1000", "0 of 1000");
    }

    @Test
    void anInstanceThatTrapsIsReset() {
        try (Region region = region();
                Instance plugin = region.newInstance(module(), OrdersHostcalls.of(new Orders()))) {
            // In the Javadoc of Instance
            int sum = plugin.run("add", 40, 2).returned().i32();
            try {
                plugin.run("total", -1);
            } catch (GuestTrapException e) {
                log.add(e.code() + " in " + e.backtrace().get(0).function());
                plugin.reset(); // or recover(), which keeps the memory
            }
            // To here
            assertThat(sum).isEqualTo(42);
            assertThat(log).singleElement().asString().startsWith(TrapCode.UNREACHABLE + " in ");
        }
    }

    @Test
    void aRunIsDrivenOrPolled() throws Exception {
        Executor executor = Runnable::run;
        try (Region region = region();
                Instance plugin = region.newInstance(module(), OrdersHostcalls.of(new Orders()))) {
            Semaphore woken = new Semaphore(0);
            // In the Javadoc of RunAsync
            RunAsync run = plugin.runAsync("total", 3)
                    .boundInstCount(100_000) // a turn for others after so many instructions
                    .deadline(Duration.ofSeconds(30));
            CompletableFuture<RunResult> done = run.start(executor); // driven by tasks

            long total = done.join().returned().i64();
            try (RunAsync polled = plugin.runAsync("total", 4)) { // driven by ourselves
                Poll<RunResult> poll = polled.poll(woken::release);
                while (!(poll instanceof Poll.Ready<RunResult> ready)) {
                    woken.acquire();
                    poll = polled.poll(woken::release);
                }
                total += ready.value().returned().i64();
            }
            // To here
            assertThat(total).isEqualTo(2 * (300 + 400));
        }
    }

    @Test
    void aFunctionIsLookedUpOnceAndCalledOften() {
        try (Region region = region();
                Instance plugin = region.newInstance(module(), OrdersHostcalls.of(new Orders()))) {
            // In the Javadoc of GuestFunction
            GuestFunction add = plugin.function("add");
            long sum = 0;
            for (int i = 0; i < 1_000; i++) {
                sum = add.invokeRaw(sum, i); // no boxes, no look-up
            }
            int seven = add.call(3, 4).returned().i32();
            // To here
            assertThat(sum + seven).isEqualTo(499_500 + 7);
        }
    }

    @Test
    void aHostcallCallsBackAndBlocks() {
        try (Region region = region();
                Instance plugin = region.newInstance(module(), OrdersHostcalls.of(new Orders()))) {
            assertThat(plugin.runAsync("visit", 4).join().returned().i32()).isEqualTo(1 + 2 + 3 + 4);
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .as("run has nobody to block")
                    .isThrownBy(() -> plugin.run("visit", 4));
        }
    }

    private static String compiled(byte[] plugin) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream log = new PrintStream(printed, true, StandardCharsets.UTF_8);
        // In the Javadoc of WasmCompiler
        CompilerOptions options =
                CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT).withTimeout(Duration.ofMinutes(5));
        try {
            Path object = WasmCompiler.compile(plugin, options); // for GuestModule.load
            log.println(WasmCompiler.inspect(object));
        } catch (CompilerException e) {
            String place = e.offset().isPresent() ? " at byte " + e.offset().getAsInt() : "";
            log.println(e.reason() + place + ": " + e.getMessage());
        }
        // To here
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aModuleIsCompiledAndInspected() {
        assertThat(compiled(WatGuest.wasm("(module (func (export \"f\") (result i64) (i64.const 7)))")))
                .contains("bounds: explicit", "export function f: :I");
    }

    @Test
    void aModuleThatIsRefusedIsToldByReasonAndPlace() {
        byte[] wasm =
                WatGuest.wasm("(module (func (result i32) (i32.const 1)))").clone();
        wasm[wasm.length - 3] = 0x42; // i64.const
        assertThat(compiled(wasm)).startsWith("INVALID_MODULE at byte 26: invalid module: type mismatch");
    }

    @ParameterizedTest
    @CsvSource({
        "runtime/Region, JavadocExamplesTest",
        "runtime/Instance, JavadocExamplesTest",
        "runtime/RunAsync, JavadocExamplesTest",
        "runtime/Vmctx, Orders",
        "runtime/GuestModule, JavadocExamplesTest",
        "runtime/GuestFunction, JavadocExamplesTest",
        "compiler/WasmCompiler, JavadocExamplesTest"
    })
    void theExampleIsTheCodeOfThisTest(Path type, String test) throws IOException {
        Path sources = Path.of("..").resolve(type.getName(0)).resolve("src/main/java/dev/hostcall");
        String javadoc = found(IN_THE_JAVADOC, sources.resolve(type + ".java")).replaceAll("(?m)^ \\* ?", "");
        Pattern section =
                Pattern.compile("^ *// In the Javadoc of " + type.getFileName() + "\n(.*?)^ *// To here$", FLAGS);
        String code = found(section, Path.of("src/test/java/dev/hostcall/integration", test + ".java"));
        assertThat(javadoc.stripTrailing()).isEqualTo(code.stripTrailing().stripIndent());
    }

    private static String found(Pattern pattern, Path file) throws IOException {
        Matcher matcher = pattern.matcher(Files.readString(file));
        assertThat(matcher.find()).as("an example in %s", file).isTrue();
        return matcher.group(1);
    }
}
