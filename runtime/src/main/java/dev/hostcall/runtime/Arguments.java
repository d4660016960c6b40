package dev.hostcall.runtime;

import dev.hostcall.runtime.internal.ControlBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Java values into argument slots, and results out of them. */
final class Arguments {
    private Arguments() {}

    /**
     * Checks before anything is run.
     *
     * @throws IllegalArgumentException naming the function, what was given and what it takes
     */
    static void check(GuestModule.Export export, @Nullable Object[] arguments) {
        List<ValueType> types = export.signature().parameters();
        if (arguments.length != types.size()) {
            throw new IllegalArgumentException("%s takes %d arguments; %d were given: %s"
                    .formatted(export, types.size(), arguments.length, Arrays.toString(arguments)));
        }
        for (int i = 0; i < arguments.length; i++) {
            Object argument = arguments[i];
            Class<?> wanted = javaType(types.get(i));
            if (!wanted.isInstance(argument)) {
                throw new IllegalArgumentException("argument %d of %s is %s; %s takes a Java %s"
                        .formatted(
                                i + 1,
                                export,
                                argument == null
                                        ? "null"
                                        : "the " + argument.getClass().getSimpleName() + " " + argument,
                                types.get(i),
                                wanted.getSimpleName()));
            }
        }
    }

    private static Class<?> javaType(ValueType type) {
        return switch (type) {
            case I32 -> Integer.class;
            case I64 -> Long.class;
            case F32 -> Float.class;
            case F64 -> Double.class;
        };
    }

    /** Checks, and stores. */
    static void write(GuestModule.Export export, @Nullable Object[] arguments, ControlBlock control) {
        check(export, arguments);
        for (int i = 0; i < arguments.length; i++) {
            Object argument = arguments[i];
            if (argument instanceof Integer value) {
                control.i32(i, value);
            } else if (argument instanceof Long value) {
                control.i64(i, value);
            } else if (argument instanceof Float value) {
                control.f32(i, value);
            } else if (argument instanceof Double value) {
                control.f64(i, value);
            }
        }
    }

    /** The results a function left in the slots. */
    static RunResult.Returned readResults(GuestModule.Export export, ControlBlock control) {
        List<ValueType> types = export.signature().results();
        if (types.isEmpty()) {
            return RunResult.Returned.NOTHING;
        }
        List<Object> values = new ArrayList<>(types.size());
        for (int i = 0; i < types.size(); i++) {
            values.add(read(types.get(i), i, control));
        }
        return new RunResult.Returned(values);
    }

    private static Object read(ValueType type, int slot, ControlBlock control) {
        return switch (type) {
            case I32 -> control.i32(slot);
            case I64 -> control.i64(slot);
            case F32 -> control.f32(slot);
            case F64 -> control.f64(slot);
        };
    }
}
