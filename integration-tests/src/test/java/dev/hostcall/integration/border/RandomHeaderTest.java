package dev.hostcall.integration.border;

import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.guests.Tool;
import dev.hostcall.integration.border.CanonicalTypes.Outcome;
import dev.hostcall.integration.border.CanonicalTypes.Result;
import dev.hostcall.runtime.GuestGlobal;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.ImportSource;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** C programs that include a generated header lay values of random types out as {@link Canonical} does. */
final class RandomHeaderTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("dev.hostcall.integration.border.RandomMethods#seeds")
    void theHeaderLaysTypesOutAsTheStandardSays(long seed) throws Exception {
        RandomSignatures texts = RandomMethods.texts(seed);
        Tool clang = Clang.orAbort();
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
            for (Method method : RandomMethods.of(classes.load("random.Host"))) {
                imports.append("(const void *) host_").append(method.getName()).append(", ");
                List<Type> result = RandomMethods.result(method);
                if (CanonicalTypes.flatTypes(result).size() > 1) {
                    Object value = RandomMethods.answer(result, random);
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
                Object found = new Canonical(guest.memory(), 0)
                        .load(RandomMethods.result(method).get(0), at);
                RandomMethods.compare(found, value, method.toGenericString());
            });
        }
    }
}
