package dev.hostcall.integration.border;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.integration.border.CanonicalTypes.Outcome;
import dev.hostcall.integration.border.CanonicalTypes.Result;
import dev.hostcall.runtime.ImportSource;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What tests of random types have in common. {@code -Dhostcall.types=N} takes so many methods, {@code -Dhostcall.types.seed=N} begins with
 * that seed.
 */
final class RandomMethods {
    private static final int ALL = Integer.getInteger("hostcall.types", 50);
    private static final int MOST_AT_ONCE = 200;
    private static final int COMPILATIONS = (ALL + MOST_AT_ONCE - 1) / MOST_AT_ONCE;
    private static final long SEED = Long.getLong("hostcall.types.seed", System.nanoTime() >>> 20);

    private RandomMethods() {}

    /** One for each compilation. */
    static LongStream seeds() {
        return LongStream.range(SEED, SEED + COMPILATIONS);
    }

    /** The text of the classes of one seed. */
    static RandomSignatures texts(long seed) {
        return new RandomSignatures(seed, (ALL + COMPILATIONS - 1) / COMPILATIONS);
    }

    /** The methods of a class that has them. */
    static List<Method> of(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().matches("m\\d+"))
                .toList();
    }

    /** The hostcalls of {@code random.Host}, whose methods pass on what they are called with. */
    static ImportSource hostcalls(RandomClasses classes, BiFunction<Integer, Object[], @Nullable Object> answers)
            throws ReflectiveOperationException {
        Class<?> host = classes.load("random.Host");
        Object target = host.getConstructor(BiFunction.class).newInstance(answers);
        return (ImportSource)
                classes.load("random.HostHostcalls").getMethod("of", host).invoke(null, target);
    }

    static void compare(Object actual, Object expected, String description) {
        assertThat(actual)
                .as(description)
                .usingRecursiveComparison()
                .withComparatorForType(Double::compare, Double.class) // exactly
                .withComparatorForType(Float::compare, Float.class)
                .isEqualTo(expected);
    }

    static boolean isLater(Method method) {
        return CompletableFuture.class.isAssignableFrom(method.getReturnType());
    }

    /** What a method gives: none, one, or a result that may be an error. */
    static List<Type> result(Method method) {
        Type returned = method.getGenericReturnType();
        Type value = isLater(method) ? CanonicalTypes.argument(returned) : returned;
        List<Type> ok = value == void.class || value == Void.class ? List.of() : List.of(value);
        if (method.getExceptionTypes().length == 0) {
            return ok;
        }
        return List.of(new Result(ok, error(method.getExceptionTypes()[0])));
    }

    static List<Type> error(Class<?> failure) {
        return Arrays.stream(failure.getDeclaredMethods())
                .filter(each -> each.getName().equals("error"))
                .map(Method::getGenericReturnType)
                .toList();
    }

    static Object answer(List<Type> types, Random random) {
        if (types.get(0) instanceof Result result) {
            boolean failed = random.nextBoolean();
            List<Type> of = failed ? result.error() : result.ok();
            return new Outcome(failed, of.isEmpty() ? List.of() : List.of(RandomValues.of(of.get(0), random)));
        }
        return RandomValues.of(types.get(0), random);
    }
}
