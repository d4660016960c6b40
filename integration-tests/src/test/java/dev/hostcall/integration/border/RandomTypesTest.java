package dev.hostcall.integration.border;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.integration.WatGuest;
import dev.hostcall.integration.border.CanonicalTypes.Outcome;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.HostImports;
import dev.hostcall.runtime.ImportSource;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.Signature;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random values of random types go over the border in both directions. What generated code leaves in a guest's memory is compared,
 * byte for byte, with what {@link Canonical} leaves in the memory of another guest.
 */
final class RandomTypesTest {
    private static final int PAGES = 8;
    private static final int RESULT = 64;

    /** Behind all that the guest's allocator takes, which is compared. */
    private static final int ARGUMENTS = 0x6_0000;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("dev.hostcall.integration.border.RandomMethods#seeds")
    void whatJavaLeavesInMemoryIsWhatTheStandardSays(long seed) throws Exception {
        RandomSignatures texts = RandomMethods.texts(seed);
        Map<String, String> sources = Map.of("Types", texts.types(), "Host", texts.host(), "Guest", texts.guest());
        try (RandomClasses classes = new RandomClasses(directory, sources)) {
            new HostDirection(classes, seed).tryAll();
            new GuestDirection(classes, seed).tryAll();
        }
    }

    private static String flat(String kind, List<String> types) {
        return types.isEmpty() ? "" : " (%s %s)".formatted(kind, String.join(" ", types));
    }

    private static GuestModule compiled(String text) {
        CompilerOptions options =
                CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT).withOptimization(0);
        return GuestModule.load(WasmCompiler.compile(WatGuest.wasm(text), options), "random");
    }

    /** One guest to call, and one whose memory shows what the first one's must be. */
    private abstract static class Direction {
        final RandomClasses classes;
        final Random random;
        final long seed;

        Direction(RandomClasses classes, long seed) {
            this.classes = classes;
            this.random = new Random(seed);
            this.seed = seed;
        }

        final void tryAll(String owner, GuestModule module, ImportSource imports) throws Exception {
            try (module;
                    Region region = Region.create(2, Limits.defaults());
                    Instance guest = region.newInstance(module, imports);
                    Instance reference = region.newInstance(module, imports)) {
                for (Method method : RandomMethods.of(classes.load(owner))) {
                    guest.reset();
                    reference.reset();
                    tryOne(method, guest, reference);
                }
            }
        }

        abstract void tryOne(Method method, Instance guest, Instance reference) throws Exception;

        final List<Object> arguments(Method method) {
            return Arrays.stream(method.getParameters())
                    .map(each -> RandomValues.named(each.getName(), each.getParameterizedType(), random))
                    .toList();
        }

        /** In memory where they are too many. */
        final List<Long> lowered(List<Type> types, List<Object> values, Canonical into) {
            if (CanonicalTypes.flatTypes(types).size() <= 16) {
                return into.flattenFields(types, values);
            }
            long alignment =
                    types.stream().mapToLong(CanonicalTypes::alignment).max().orElse(1);
            long size = (CanonicalTypes.end(0, types) + alignment - 1) / alignment * alignment;
            long at = into.take(size, alignment);
            into.storeFields(types, values, at);
            return List.of(at);
        }

        final String describe(Method method) {
            return "%s, -Dhostcall.types.seed=%d".formatted(method.toGenericString(), seed);
        }

        final void compareMemories(Instance guest, Instance reference, Method method) {
            assertThat(guest.memory().readBytes(0, ARGUMENTS))
                    .as(describe(method))
                    .isEqualTo(reference.memory().readBytes(0, ARGUMENTS));
        }

        /** Bits of a number that is at most as wide as a type; small ones may fill it by their sign or by zeros. */
        final void compareFlat(Object actual, long expected, Method method) {
            long bits = actual instanceof Float f32
                    ? Float.floatToRawIntBits(f32)
                    : actual instanceof Double f64 ? Double.doubleToRawLongBits(f64) : ((Number) actual).longValue();
            long wide = actual instanceof Integer || actual instanceof Float ? (int) expected : expected;
            assertThat(bits).as(describe(method)).isIn(wide, expected & 0xff, expected & 0xffff);
        }
    }

    /** The guest calls, and Java answers. */
    private static final class HostDirection extends Direction {
        private Object[] seen = {};
        private @Nullable Object answer;

        HostDirection(RandomClasses classes, long seed) {
            super(classes, seed);
        }

        void tryAll() throws Exception {
            BiFunction<Integer, Object[], @Nullable Object> answers = (method, arguments) -> {
                seen = arguments;
                return answer;
            };
            ImportSource hostcalls = RandomMethods.hostcalls(classes, answers);
            String text = EchoGuest.text(classes.generated("random.Host.wat"), EchoGuest.ALLOCATOR, PAGES);
            tryAll("random.Host", compiled(text), hostcalls);
        }

        @Override
        void tryOne(Method method, Instance guest, Instance reference) throws Exception {
            List<Object> values = arguments(method);
            List<Type> result = RandomMethods.result(method);
            Optional<Object> expected =
                    result.isEmpty() ? Optional.empty() : Optional.of(RandomMethods.answer(result, random));
            List<Type> types = List.of(method.getGenericParameterTypes());
            List<Long> flat = new ArrayList<>(lowered(types, values, new Canonical(guest.memory(), ARGUMENTS)));
            Signature signature = guest.function(method.getName()).signature();
            boolean inMemory = CanonicalTypes.flatTypes(result).size() > 1;
            if (inMemory) {
                flat.add((long) RESULT);
            }
            assertThat(signature.parameters()).as(method.toGenericString()).hasSameSizeAs(flat);
            RunResult.Returned returned = run(method, guest, EchoTest.numbers(signature, flat), expected);
            RandomMethods.compare(seen, values.toArray(), describe(method));
            expected.ifPresent(value -> {
                Canonical standard = new Canonical(reference.memory(), EchoGuest.HEAP);
                if (inMemory) {
                    standard.store(result.get(0), value, RESULT);
                } else {
                    compareFlat(
                            returned.values().get(0),
                            standard.flatten(result.get(0), value).get(0),
                            method);
                }
            });
            compareMemories(guest, reference, method);
        }

        private RunResult.Returned run(Method method, Instance guest, Object[] arguments, Optional<Object> expected)
                throws Exception {
            @Nullable Object value = answered(method, expected);
            if (!RandomMethods.isLater(method)) {
                answer = value;
                return guest.run(method.getName(), arguments).returned();
            }
            CompletableFuture<@Nullable Object> future = new CompletableFuture<>();
            answer = future;
            boolean isReady = random.nextBoolean();
            if (isReady) {
                complete(future, value);
            }
            try (RunAsync run = guest.runAsync(method.getName(), arguments)) {
                if (!isReady) {
                    run.poll(() -> {});
                    complete(future, value);
                }
                return run.join().returned();
            }
        }

        private static void complete(CompletableFuture<@Nullable Object> future, @Nullable Object value) {
            if (value instanceof Throwable failure) {
                future.completeExceptionally(failure);
            } else {
                future.complete(value);
            }
        }

        private static @Nullable Object answered(Method method, Optional<Object> expected) throws Exception {
            if (expected.isEmpty()) {
                return null;
            }
            if (!(expected.get() instanceof Outcome outcome)) {
                return expected.get();
            }
            if (outcome.failed()) {
                return method.getExceptionTypes()[0].getConstructors()[0].newInstance(
                        outcome.value().toArray());
            }
            return outcome.value().isEmpty() ? null : outcome.value().get(0);
        }
    }

    /** Java calls, and the guest answers. */
    private static final class GuestDirection extends Direction {
        private Function<Object[], List<Object>> guestsBody = arguments -> List.of();

        GuestDirection(RandomClasses classes, long seed) {
            super(classes, seed);
        }

        void tryAll() throws Exception {
            StringBuilder imports = new StringBuilder();
            StringBuilder exports = new StringBuilder();
            for (Method method : RandomMethods.of(classes.load("random.Guest"))) {
                List<String> parameters = CanonicalTypes.flatTypes(List.of(method.getGenericParameterTypes()));
                List<String> results = CanonicalTypes.flatTypes(RandomMethods.result(method));
                String name = method.getName();
                String type = flat("param", parameters.size() > 16 ? List.of("i32") : parameters)
                        + flat("result", results.size() > 1 ? List.of("i32") : results);
                imports.append("(import \"raw\" \"%1$s\" (func $%1$s%2$s))\n".formatted(name, type));
                exports.append("(export \"%1$s\" (func $%1$s))\n".formatted(name));
            }
            String text = "(module\n%s(memory (export \"memory\") %d %2$d)\n%s%s)"
                    .formatted(imports, PAGES, exports, EchoGuest.ALLOCATOR);
            ImportSource raw = HostImports.in("raw")
                    .functions((name, signature) -> Optional.of((vmctx, arguments) -> guestsBody.apply(arguments)));
            tryAll("random.Guest", compiled(text), raw);
        }

        @Override
        void tryOne(Method method, Instance guest, Instance reference) throws Exception {
            List<Object> values = arguments(method);
            List<Type> result = RandomMethods.result(method);
            Optional<Object> expected =
                    result.isEmpty() ? Optional.empty() : Optional.of(RandomMethods.answer(result, random));
            guestsBody = arguments -> {
                List<Type> types = List.of(method.getGenericParameterTypes());
                List<Long> flat = lowered(types, values, new Canonical(reference.memory(), EchoGuest.HEAP));
                assertThat(arguments).as(method.toGenericString()).hasSameSizeAs(flat);
                for (int i = 0; i < arguments.length; i++) {
                    compareFlat(arguments[i], flat.get(i), method);
                }
                compareMemories(guest, reference, method);
                return expected.map(value -> returned(method, result.get(0), value, guest))
                        .orElse(List.of());
            };
            Object back;
            try {
                Class<?> caller = classes.load("random.GuestGuest");
                Object called = method.invoke(
                        caller.getMethod("of", Instance.class, Executor.class)
                                .invoke(null, guest, (Executor) Runnable::run),
                        values.toArray());
                back = called instanceof CompletableFuture<?> future ? future.get() : called;
            } catch (InvocationTargetException | java.util.concurrent.ExecutionException failure) {
                back = failure.getCause();
            }
            RandomMethods.compare(returned(back, expected, method), expected.orElse("nothing"), describe(method));
        }

        private List<Object> returned(Method method, Type type, Object value, Instance guest) {
            Canonical into = new Canonical(guest.memory(), ARGUMENTS);
            Signature signature = guest.function(method.getName()).signature();
            Signature reversed = new Signature(signature.results(), List.of());
            if (CanonicalTypes.flatTypes(type).size() <= 1) {
                return List.of(EchoTest.numbers(reversed, into.flatten(type, value)));
            }
            long at = into.take(CanonicalTypes.size(type), CanonicalTypes.alignment(type));
            into.store(type, value, at);
            return List.of((int) at);
        }

        private static Object returned(@Nullable Object back, Optional<Object> expected, Method method)
                throws Exception {
            if (expected.isEmpty()) {
                return back == null ? "nothing" : back;
            }
            if (!(expected.get() instanceof Outcome)) {
                return back == null ? "nothing" : back;
            }
            Class<?> failure = method.getExceptionTypes()[0];
            if (!failure.isInstance(back)) {
                return new Outcome(false, back == null ? List.of() : List.of(back));
            }
            return RandomMethods.error(failure).isEmpty()
                    ? new Outcome(true, List.of())
                    : new Outcome(true, List.of(failure.getMethod("error").invoke(back)));
        }
    }
}
