package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.runtime.FunctionReference;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.HostFunction;
import dev.hostcall.runtime.HostImports;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.LinkException;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.Signature;
import dev.hostcall.runtime.ValueType;
import dev.hostcall.runtime.Vmctx;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions that the embedder makes when the program runs. */
class HostFunctionsTest {
    private static final Signature TAKES_AND_RETURNS_ALL = Signature.parse("iIfFce:iIfFce");

    private static final GuestModule ALL = guest("""
            (module
              (import "env" "all" (func $all (param i32 i64 f32 f64 funcref externref)
                (result i32 i64 f32 f64 funcref externref)))
              (memory (export "memory") 1)
              (func (export "twice") (param $n i32) (result i32) (i32.mul (local.get $n) (i32.const 2)))
              (func (export "pass") (param i32 i64 f32 f64 funcref externref) (result i32 i64 f32 f64 funcref externref)
                (call $all (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4) (local.get 5))))
            """);

    private static GuestModule guest(String text) {
        return WatGuest.of(text, "guest", CompilerOptions.defaults());
    }

    private static @Nullable Object[] someValues(@Nullable Object object) {
        return new @Nullable Object[] {-1, Long.MIN_VALUE, -0.5f, Double.MAX_VALUE, null, object};
    }

    private static Instance all(Region region, HostFunction function) {
        return region.newInstance(ALL, HostImports.in("env").function("all", TAKES_AND_RETURNS_ALL, function));
    }

    private static Region region() {
        return Region.create(2, Limits.defaults());
    }

    @Test
    void valuesOfEveryTypePassBothWays() {
        Object object = new Object();
        List<Object> seen = new ArrayList<>();
        try (Region region = region();
                Instance instance = all(region, (vmctx, arguments) -> {
                    seen.addAll(Arrays.asList(arguments));
                    return Arrays.asList(arguments);
                })) {
            assertThat(instance.run("pass", someValues(object)).returned().values())
                    .containsExactly(someValues(object));
            assertThat(seen).containsExactly(someValues(object));
        }
    }

    @Test
    void aReferenceToAFunctionPassesBothWays() {
        GuestModule module = guest("""
                (module
                  (import "env" "same" (func $same (param funcref) (result funcref)))
                  (table 1 funcref)
                  (elem (i32.const 0) $seven)
                  (func $seven (result i32) (i32.const 7))
                  (func (export "main") (result i32)
                    (table.set (i32.const 0) (call $same (table.get (i32.const 0))))
                    (call_indirect (result i32) (i32.const 0))))
                """);
        try (Region region = region();
                Instance instance = region.newInstance(
                        module, HostImports.in("env").function("same", Signature.parse("c:c"), (vmctx, arguments) -> {
                            assertThat(arguments[0]).isInstanceOf(FunctionReference.class);
                            return List.of(arguments);
                        }))) {
            assertThat(instance.run("main").returned().i32()).isEqualTo(7);
        }
    }

    @Test
    void aFunctionCallsBackBlocksAndYields() {
        CompletableFuture<Integer> later = new CompletableFuture<>();
        try (Region region = region();
                Instance instance = all(region, (vmctx, arguments) -> {
                    int twice = vmctx.call("twice", 21).i32();
                    int waited = vmctx.blockOn(later);
                    int resumed = vmctx.yieldExpecting(Integer.class);
                    return Arrays.asList(twice, (long) waited, (float) resumed, 4.0, null, null);
                })) {
            RunAsync run = instance.runAsync("pass", someValues(null));
            assertThat(run.poll(() -> {}).isReady()).isFalse();
            later.complete(2);
            assertThat(run.join().yielded().expected()).contains(Integer.class);
            assertThat(instance.resumeAsync(3).join().returned().values()).containsExactly(42, 2L, 3f, 4.0, null, null);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, env.all returned 0 results",
        "5, env.all returned 5 results",
        "7, env.all returned 7 results",
    })
    void aWrongNumberOfResultsEndsTheGuest(int number, String message) {
        assertRefused(Collections.nCopies(number, 1), message);
    }

    @Test
    void eachResultOfAWrongTypeEndsTheGuest() {
        List<Object> wrong = List.of(1L, 1, 1.0, 1f, "no function");
        for (int i = 0; i < wrong.size(); i++) {
            List<@Nullable Object> results = new ArrayList<>(Arrays.asList(someValues("object")));
            results.set(i, wrong.get(i));
            assertRefused(results, "result " + (i + 1) + " of env.all is the ");
        }
    }

    @Test
    void aMissingValueIsNeverZero() {
        for (int i = 0; i < 4; i++) {
            List<@Nullable Object> results = new ArrayList<>(Arrays.asList(someValues("object")));
            results.set(i, null);
            assertRefused(results, "result " + (i + 1) + " of env.all is null; ");
        }
        assertRefused(null, "env.all returned null; it must return a list of its results");
    }

    @SuppressWarnings("NullAway") // what is not allowed is what is tried
    private static void assertRefused(@Nullable List<? extends @Nullable Object> results, String message) {
        HostFunction.Async async = (memory, arguments) -> CompletableFuture.completedFuture(results);
        String ofFuture = results == null ? "its future completed with null; it must complete with a list" : message;
        try (Region region = region();
                Instance direct = all(region, (vmctx, arguments) -> results);
                Instance later = region.newInstance(
                        ALL, HostImports.in("env").asyncFunction("all", TAKES_AND_RETURNS_ALL, async))) {
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .isThrownBy(() -> direct.run("pass", someValues(null)))
                    .withMessageContaining("hostcall env.all threw")
                    .withMessageContaining(message);
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .isThrownBy(() -> later.runAsync("pass", someValues(null)).join())
                    .withMessageContaining("hostcall env.all threw")
                    .withMessageContaining(ofFuture);
        }
    }

    @Test
    void aFunctionOfAnotherGuestIsRefusedAsAResult() {
        GuestModule giver = guest("""
                (module (table (export "table") 1 funcref) (elem (i32.const 0) $f) (func $f))
                """);
        try (Region region = region();
                Instance other = region.newInstance(giver);
                Instance instance = all(region, (vmctx, arguments) -> {
                    Object foreign = other.table("table").orElseThrow().get(0);
                    return Arrays.asList(1, 1L, 1f, 1.0, foreign, null);
                })) {
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .isThrownBy(() -> instance.run("pass", someValues(null)))
                    .withMessageContaining("not linked to the function's own instance");
        }
    }

    @Test
    void theResultsOfAnAsyncFunctionComeLater() {
        CompletableFuture<List<? extends @Nullable Object>> later = new CompletableFuture<>();
        HostImports imports = HostImports.in("env").asyncFunction("all", TAKES_AND_RETURNS_ALL, (memory, arguments) -> {
            memory.writeInt(8, (int) arguments[0]);
            return later;
        });
        try (Region region = region();
                Instance instance = region.newInstance(ALL, imports)) {
            RunAsync run = instance.runAsync("pass", someValues(null));
            assertThat(run.poll(() -> {}).isReady()).isFalse();
            assertThat(instance.memory().readInt(8)).isEqualTo(-1);
            later.complete(Arrays.asList(someValues("object")));
            assertThat(run.join().returned().values()).containsExactly(someValues("object"));
        }
    }

    @Test
    void theFutureOfAnAsyncFunctionIsCancelledWithItsGuest() {
        CompletableFuture<List<Object>> never = new CompletableFuture<>();
        HostImports imports =
                HostImports.in("env").asyncFunction("all", TAKES_AND_RETURNS_ALL, (memory, arguments) -> never);
        try (Region region = region();
                Instance instance = region.newInstance(ALL, imports)) {
            RunAsync run = instance.runAsync("pass", someValues(null));
            assertThat(run.poll(() -> {}).isReady()).isFalse();
            run.close();
            assertThat(never).isCancelled();
        }
    }

    @Test
    void whatAFunctionThrowsEndsTheGuest() {
        Exception thrown = new Exception("not today");
        try (Region region = region();
                Instance instance = all(region, (vmctx, arguments) -> {
                    throw thrown;
                })) {
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .isThrownBy(() -> instance.run("pass", someValues(null)))
                    .withMessageContaining("hostcall env.all threw")
                    .withCause(thrown);
        }
    }

    // ---- families ----

    private static final GuestModule INVOKER = guest("""
            (module
              (import "env" "invoke_i" (func $i (param i32) (result i32)))
              (import "env" "invoke_iii" (func $iii (param i32 i32 i32) (result i32)))
              (import "env" "invoke_vj" (func $vj (param i32 i64)))
              (import "env" "memory" (memory 1))
              (func (export "main") (result i32)
                (call $vj (i32.const 3) (i64.const 4))
                (i32.add (call $i (i32.const 1)) (call $iii (i32.const 2) (i32.const 30) (i32.const 12)))))
            """);

    private static HostFunction.Family invoke(List<String> asked) {
        return (name, signature) -> {
            asked.add(name + " " + signature);
            boolean isInvoke =
                    name.startsWith("invoke_") && signature.parameters().get(0) == ValueType.I32;
            return isInvoke ? Optional.of((vmctx, arguments) -> sum(signature, arguments)) : Optional.empty();
        };
    }

    private static List<Object> sum(Signature signature, @Nullable Object[] arguments) {
        int sum = Arrays.stream(arguments)
                .map(Number.class::cast)
                .mapToInt(Number::intValue)
                .sum();
        return signature.results().isEmpty() ? List.of() : List.of(sum);
    }

    @Test
    void aFamilyAnswersWhatNothingElseAnswers() {
        List<String> asked = new ArrayList<>();
        HostImports imports = HostImports.in("env")
                .functions((name, signature) -> Optional.empty())
                .functions(invoke(asked))
                .function("invoke_i", Signature.parse("i:i"), (vmctx, arguments) -> List.of(1000))
                .function("invoke_iii", Signature.parse(":i"), (vmctx, arguments) -> List.of(0));
        try (Region region = region();
                Instance instance = region.newInstance(INVOKER, imports)) {
            assertThat(instance.run("main").returned().i32()).isEqualTo(1044);
            assertThat(instance.memory().size())
                    .as("its own, as nobody offers one")
                    .isEqualTo(65_536);
        }
        assertThat(asked).containsExactly("invoke_iii (i32, i32, i32) -> i32", "invoke_vj (i32, i64) -> ()");
    }

    @Test
    void whatNoFamilyAnswersIsMissing() {
        HostImports imports = HostImports.in("env")
                .functions((name, signature) ->
                        name.equals("invoke_vj") ? Optional.empty() : Optional.of((vmctx, arguments) -> List.of(1)));
        HostImports elsewhere =
                HostImports.in("other").functions((name, signature) -> Optional.of((vmctx, arguments) -> List.of()));
        try (Region region = region()) {
            assertThatExceptionOfType(LinkException.class)
                    .isThrownBy(() -> region.newInstance(INVOKER, imports, elsewhere))
                    .satisfies(e -> assertThat(e.problems())
                            .singleElement()
                            .asString()
                            .startsWith("missing: env.invoke_vj (i32, i64) -> () is imported"));
        }
    }

    @Test
    void everyKindOfImportIsOfferedTogether() {
        GuestModule module = guest("""
                (module
                  (import "env" "memory" (memory 1 4))
                  (import "env" "f" (func $f (result i32)))
                  (func (export "main") (result i32) (i32.add (call $f) (memory.size))))
                """);
        BiFunction<Vmctx, @Nullable Object[], List<Integer>> five = (vmctx, arguments) -> List.of(5);
        HostImports imports =
                HostImports.in("env").memory("memory", 2, 3).function("f", Signature.parse(":i"), five::apply);
        try (Region region = region();
                Instance instance = region.newInstance(module, imports)) {
            assertThat(instance.run("main").returned().i32()).isEqualTo(7);
        }
    }
}
