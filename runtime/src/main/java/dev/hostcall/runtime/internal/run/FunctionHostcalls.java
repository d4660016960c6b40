package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.HostFunction;
import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.ValueType;
import dev.hostcall.runtime.internal.reference.Values;
import dev.hostcall.runtime.spi.Frame;
import dev.hostcall.runtime.spi.HostcallDeclaration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One function made at run time, as a hostcall: takes its arguments out of the slots and checks what it returns. */
public final class FunctionHostcalls extends Hostcalls {
    private final HostcallDeclaration declaration;
    private final Body body;

    /** A function, whatever it is given by. */
    @FunctionalInterface
    private interface Body {
        void call(Frame frame, InstanceCore instance, @Nullable Object[] arguments) throws Throwable;
    }

    public FunctionHostcalls(HostcallDeclaration declaration, HostFunction function) {
        super(declaration);
        this.declaration = declaration;
        this.body = (frame, instance, arguments) -> store(instance, function.call(frame.vmctx(), arguments));
    }

    public FunctionHostcalls(HostcallDeclaration declaration, HostFunction.Async function) {
        super(declaration);
        this.declaration = declaration;
        this.body = (frame, instance, arguments) ->
                ((HostcallFrame) frame).blockOn(function.call(frame.memory(), arguments), new ResultsToCome(instance));
    }

    @Override
    public void call(int index, Frame frame) throws Throwable {
        InstanceCore instance = ((HostcallFrame) frame).instance();
        List<ValueType> types = declaration.signature().parameters();
        body.call(frame, instance, Values.load(instance.control(), types, instance));
    }

    private void store(InstanceCore instance, @Nullable List<?> results) {
        List<ValueType> types = declaration.signature().results();
        String name = declaration.qualifiedName();
        Objects.requireNonNull(results, () -> name + " returned null; it must return a list of its results");
        @Nullable Object[] values = results.toArray();
        if (values.length != types.size()) {
            throw new IllegalArgumentException("%s returned %d results, %s; it is declared as %s and must return %d"
                    .formatted(name, values.length, results, declaration.signature(), types.size()));
        }
        for (int i = 0; i < values.length; i++) {
            Values.check(types.get(i), values[i], "result " + (i + 1) + " of " + name);
        }
        Values.store(instance.control(), types, values, instance);
    }

    @Override
    public String toString() {
        return "a function of HostImports";
    }

    /** What the list becomes that a future of a function completes with. */
    private final class ResultsToCome extends PendingResult {
        private final InstanceCore instance;

        ResultsToCome(InstanceCore instance) {
            super("a list of its results");
            this.instance = instance;
        }

        @Override
        protected void store(HostcallFrame frame, Object value) {
            FunctionHostcalls.this.store(instance, (List<?>) value);
        }
    }
}
