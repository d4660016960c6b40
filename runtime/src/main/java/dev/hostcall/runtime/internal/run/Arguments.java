package dev.hostcall.runtime.internal.run;

import dev.hostcall.abi.SignatureText;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.ValueType;
import dev.hostcall.runtime.internal.engine.ControlBlock;
import dev.hostcall.runtime.internal.object.ExportedFunction;
import dev.hostcall.runtime.internal.reference.PreciseTypes;
import dev.hostcall.runtime.internal.reference.Values;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Java values into argument slots, and results out of them. */
final class Arguments {
    /** The results of a function that has none. */
    static final RunResult.Returned NOTHING = new RunResult.Returned(List.of());

    private Arguments() {}

    /**
     * Checks before anything is run.
     *
     * @throws IllegalArgumentException naming the function, what was given and what it takes
     */
    static void check(ExportedFunction export, @Nullable Object[] arguments) {
        List<ValueType> types = export.signature().parameters();
        if (Objects.requireNonNull(arguments, "arguments").length != types.size()) {
            throw new IllegalArgumentException("%s takes %d arguments; %d were given: %s"
                    .formatted(export, types.size(), arguments.length, Arrays.toString(arguments)));
        }
        for (int i = 0; i < arguments.length; i++) {
            if (!isPlain(types.get(i), arguments[i])) {
                Values.check(types.get(i), arguments[i], "argument " + (i + 1) + " of " + export);
            }
        }
        if (export.isPrecise()) {
            preciseTypes(export).check(arguments, i -> "argument " + (i + 1) + " of " + export);
        }
    }

    private static PreciseTypes preciseTypes(ExportedFunction export) {
        return PreciseTypes.of(SignatureText.parameterTexts(export.type()));
    }

    /** Checks what is in the slots already. */
    static void checkSlots(ExportedFunction export, InstanceCore instance) {
        if (export.isPrecise()) {
            preciseTypes(export).checkSlots(instance.control(), instance, i -> "argument " + (i + 1) + " of " + export);
        }
    }

    /** The usual cases, without making a text for the others. */
    private static boolean isPlain(ValueType type, @Nullable Object argument) {
        return (type == ValueType.I32 && argument instanceof Integer)
                || (type == ValueType.I64 && argument instanceof Long);
    }

    /** Stores what was checked. */
    static void write(ExportedFunction export, @Nullable Object[] arguments, InstanceCore instance) {
        ControlBlock control = instance.control();
        Values.store(control, export.signature().parameters(), arguments, instance);
        if (export.callee() != 0) {
            control.callee(export.callee());
        }
    }

    /** The results a function left in the slots. */
    static RunResult.Returned readResults(ExportedFunction export, InstanceCore instance) {
        List<ValueType> types = export.signature().results();
        if (types.isEmpty()) {
            return NOTHING;
        }
        ControlBlock control = instance.control();
        if (types.size() == 1 && types.get(0).isNumber()) {
            return new RunResult.Returned(List.of(Values.number(types.get(0), control.i64(0))));
        }
        @Nullable Object[] values = Values.load(control, types, instance);
        return new RunResult.Returned(Collections.unmodifiableList(Arrays.asList(values)));
    }
}
