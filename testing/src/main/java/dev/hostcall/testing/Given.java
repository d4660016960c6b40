package dev.hostcall.testing;

import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.runtime.ImportSource;
import dev.hostcall.runtime.Limits;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * What the fields of a test give to its guests.
 *
 * @param options empty if guests are to be what they are without being asked about
 */
record Given(List<ImportSource> imports, Limits limits, Optional<CompilerOptions> options, Executor executor) {

    /** What objects of test classes give, from the outermost on. */
    static Given by(List<Object> tests) {
        List<ImportSource> imports = new ArrayList<>();
        Limits limits = Limits.defaults();
        Optional<CompilerOptions> options = Optional.empty();
        Executor executor = ForkJoinPool.commonPool();
        for (Object test : tests) {
            for (Field field : fieldsOf(test.getClass())) {
                Object value = valueOf(field, test);
                if (value instanceof ImportSource given) {
                    imports.add(given);
                } else if (value instanceof Limits given) {
                    limits = given;
                } else if (value instanceof CompilerOptions given) {
                    options = Optional.of(given);
                } else if (value instanceof Executor given) {
                    executor = given;
                } else {
                    throw new ExtensionConfigurationException(
                            "@ForGuests is on %s, which is %s; guests are given an ImportSource (such as Hostcalls), Limits, CompilerOptions or an Executor"
                                    .formatted(
                                            name(field),
                                            value == null
                                                    ? "null"
                                                    : "a " + value.getClass().getName()));
                }
            }
        }
        return new Given(List.copyOf(imports), limits, options, executor);
    }

    private static List<Field> fieldsOf(Class<?> type) {
        return AnnotationSupport.findAnnotatedFields(
                type, ForGuests.class, field -> true, HierarchyTraversalMode.TOP_DOWN);
    }

    private static @Nullable Object valueOf(Field field, Object test) {
        return ReflectionSupport.tryToReadFieldValue(field, test)
                .getOrThrow(failure ->
                        new ExtensionConfigurationException("@ForGuests: cannot read " + name(field), failure));
    }

    private static String name(Field field) {
        return field.getDeclaringClass().getName() + "." + field.getName();
    }
}
