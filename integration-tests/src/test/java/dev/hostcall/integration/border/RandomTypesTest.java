package dev.hostcall.integration.border;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.guests.Tool;
import dev.hostcall.integration.WatGuest;
import dev.hostcall.integration.border.Canonical.Outcome;
import dev.hostcall.integration.border.Canonical.Result;
import dev.hostcall.runtime.GuestGlobal;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.HostImports;
import dev.hostcall.runtime.ImportSource;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.Signature;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/**
 * Random values of random types go over the border in both directions. What generated code leaves in a guest's memory is compared,
 * byte for byte, with what {@link Canonical} leaves in the memory of another guest. {@code -Dhostcall.types=N} takes so many methods,
 * {@code -Dhostcall.types.seed=N} begins with that seed.
 */
final class RandomTypesTest {
    private static final int METHODS = Integer.getInteger("hostcall.types", 50);
    private static final int AT_ONCE = 200;
    private static final long SEED = Long.getLong("hostcall.types.seed", System.nanoTime() >>> 20);
    private static final int PAGES = 8;
    private static final int RESULT = 64;
    private static final int ARGUMENTS = 0x4000;

    @TempDir
    private Path directory;

    static LongStream seeds() {
        return LongStream.range(SEED, SEED + Math.max(1, METHODS / AT_ONCE));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatJavaLeavesInMemoryIsWhatTheStandardSays(long seed) throws Exception {
        RandomSignatures texts = new RandomSignatures(seed, Math.min(METHODS, AT_ONCE));
        Map<String, String> sources = Map.of("Types", texts.types(), "Host", texts.host(), "Guest", texts.guest());
        try (RandomClasses classes = new RandomClasses(directory, sources)) {
            new HostDirection(classes, seed).tryAll();
            new GuestDirection(classes, seed).tryAll();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theHeaderLaysTypesOutAsTheStandardSays(long seed) throws Exception {
        RandomSignatures texts = new RandomSignatures(seed, Math.min(METHODS, AT_ONCE));
        Tool clang = clang();
        try (RandomClasses classes =
                new RandomClasses(directory, Map.of("Types", texts.types(), "Host", texts.host()))) {
            Random random = new Random(seed);
            Map<Method, Object> values = new LinkedHashMap<>();
            StringBuilder text = new StringBuilder("""
                    #include "META-INF/hostcall/random.Host.h"
                    __attribute__((export_name("cabi_realloc")))
                    void *cabi_realloc(void *old, size_t size, size_t alignment, size_t wanted) { return 0; }
                    """);
            StringBuilder imports = new StringBuilder();
            for (Method method : classes.load("random.Host").getDeclaredMethods()) {
                if (!method.getName().matches("m\\d+")) {
                    continue;
                }
                imports.append("(const void *) host_").append(method.getName()).append(", ");
                List<Type> result = result(method);
                if (Canonical.flatTypes(result).size() > 1) {
                    Object value = answer(result, random);
                    values.put(method, value);
                    text.append(constant(method.getName(), result.get(0), value));
                }
            }
            text.append("const void *const imports[] = {%s};\n".formatted(imports));
            Path source = Files.writeString(directory.resolve("random.c"), text);
            Path wasm = directory.resolve("random.wasm");
            clang.run(List.of(
                    "--target=wasm32",
                    "-nostdlib",
                    "-Werror",
                    "-Wl,--no-entry,--export-all",
                    "-o",
                    wasm.toString(),
                    source.toString()));
            Class<?> host = classes.load("random.Host");
            Object target = host.getConstructor(BiFunction.class).newInstance(new Object[] {null});
            Object hostcalls =
                    classes.load("random.HostHostcalls").getMethod("of", host).invoke(null, target);
            compareConstants(wasm, (ImportSource) hostcalls, values);
        }
    }

    private static Tool clang() {
        try {
            Tool.find("wasm-ld", "lld");
            return Tool.find("clang", "clang");
        } catch (IOException e) {
            throw new TestAbortedException(e.getMessage());
        }
    }

    private static String constant(String method, Type type, Object value) {
        boolean mayFail = type instanceof Result;
        return "const %s %s_value = %s;\n"
                .formatted(
                        mayFail ? "host_" + method + "_result" : CValues.name(type),
                        method,
                        mayFail ? CValues.outcome((Result) type, (Outcome) value) : CValues.initializer(type, value));
    }

    private static void compareConstants(Path wasm, ImportSource hostcalls, Map<Method, Object> values)
            throws IOException {
        CompilerOptions options = CompilerOptions.defaults().withOptimization(0);
        try (GuestModule module = GuestModule.load(WasmCompiler.compile(wasm, options));
                Region region = Region.create(1, Limits.defaults());
                Instance guest = region.newInstance(module, hostcalls)) {
            values.forEach((method, value) -> {
                GuestGlobal global = guest.global(method.getName() + "_value").orElseThrow();
                int at = (Integer) Objects.requireNonNull(global.get());
                Object found =
                        new Canonical(guest.memory(), 0).load(result(method).get(0), at);
                compare(found, value, method.toGenericString());
            });
        }
    }

    private static void compare(Object actual, Object expected, String description) {
        assertThat(actual)
                .as(description)
                .usingRecursiveComparison()
                .withComparatorForType(Double::compare, Double.class) // exactly
                .withComparatorForType(Float::compare, Float.class)
                .isEqualTo(expected);
    }

    private static boolean isLater(Method method) {
        return CompletableFuture.class.isAssignableFrom(method.getReturnType());
    }

    /** What a method gives: none, one, or a result that may be an error. */
    private static List<Type> result(Method method) {
        Type returned = method.getGenericReturnType();
        Type value = isLater(method) ? Canonical.argument(returned) : returned;
        List<Type> ok = value == void.class || value == Void.class ? List.of() : List.of(value);
        if (method.getExceptionTypes().length == 0) {
            return ok;
        }
        return List.of(new Result(ok, error(method.getExceptionTypes()[0])));
    }

    private static List<Type> error(Class<?> failure) {
        return Arrays.stream(failure.getDeclaredMethods())
                .filter(each -> each.getName().equals("error"))
                .map(Method::getGenericReturnType)
                .toList();
    }

    private static Object answer(List<Type> types, Random random) {
        if (types.get(0) instanceof Result result) {
            boolean failed = random.nextBoolean();
            List<Type> of = failed ? result.error() : result.ok();
            return new Outcome(failed, of.isEmpty() ? List.of() : List.of(RandomValues.of(of.get(0), random)));
        }
        return RandomValues.of(types.get(0), random);
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
                for (Method method : classes.load(owner).getDeclaredMethods()) {
                    if (method.getName().matches("m\\d+")) {
                        guest.reset();
                        reference.reset();
                        tryOne(method, guest, reference);
                    }
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
            if (Canonical.flatTypes(types).size() <= 16) {
                return into.flattenFields(types, values);
            }
            long alignment =
                    types.stream().mapToLong(Canonical::alignment).max().orElse(1);
            long size = (Canonical.end(0, types) + alignment - 1) / alignment * alignment;
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
            Class<?> host = classes.load("random.Host");
            Object target = host.getConstructor(BiFunction.class).newInstance(answers);
            Object hostcalls =
                    classes.load("random.HostHostcalls").getMethod("of", host).invoke(null, target);
            String text = EchoGuest.text(classes.generated("random.Host.wat"), EchoGuest.ALLOCATOR, PAGES);
            tryAll("random.Host", compiled(text), (ImportSource) hostcalls);
        }

        @Override
        void tryOne(Method method, Instance guest, Instance reference) throws Exception {
            List<Object> values = arguments(method);
            List<Type> result = result(method);
            Optional<Object> expected = result.isEmpty() ? Optional.empty() : Optional.of(answer(result, random));
            List<Type> types = List.of(method.getGenericParameterTypes());
            List<Long> flat = new ArrayList<>(lowered(types, values, new Canonical(guest.memory(), ARGUMENTS)));
            Signature signature = guest.function(method.getName()).signature();
            boolean inMemory = Canonical.flatTypes(result).size() > 1;
            if (inMemory) {
                flat.add((long) RESULT);
            }
            assertThat(signature.parameters()).as(method.toGenericString()).hasSameSizeAs(flat);
            RunResult.Returned returned = run(method, guest, EchoTest.numbers(signature, flat), expected);
            compare(seen, values.toArray(), describe(method));
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
            if (!isLater(method)) {
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
            for (Method method : classes.load("random.Guest").getDeclaredMethods()) {
                List<String> parameters = Canonical.flatTypes(List.of(method.getGenericParameterTypes()));
                List<String> results = Canonical.flatTypes(result(method));
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
            List<Type> result = result(method);
            Optional<Object> expected = result.isEmpty() ? Optional.empty() : Optional.of(answer(result, random));
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
            compare(returned(back, expected, method), expected.orElse("nothing"), describe(method));
        }

        private List<Object> returned(Method method, Type type, Object value, Instance guest) {
            Canonical into = new Canonical(guest.memory(), ARGUMENTS);
            Signature signature = guest.function(method.getName()).signature();
            Signature reversed = new Signature(signature.results(), List.of());
            if (Canonical.flatTypes(type).size() <= 1) {
                return List.of(EchoTest.numbers(reversed, into.flatten(type, value)));
            }
            long at = into.take(Canonical.size(type), Canonical.alignment(type));
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
            return error(failure).isEmpty()
                    ? new Outcome(true, List.of())
                    : new Outcome(true, List.of(failure.getMethod("error").invoke(back)));
        }
    }
}
