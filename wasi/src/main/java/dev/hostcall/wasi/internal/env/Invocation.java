package dev.hostcall.wasi.internal.env;

import dev.hostcall.runtime.FunctionReference;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.Signature;
import dev.hostcall.runtime.ValueType;
import dev.hostcall.runtime.Vmctx;
import dev.hostcall.runtime.spi.Frame;
import java.util.List;
import java.util.Set;

/**
 * A function {@code invoke_…}: calls a function by its pointer, and returns normally if that jumps out, with the stack as it was. The program
 * then looks for itself whether it has been called for, and jumps on if not.
 */
final class Invocation {
    /** Notes that a jump is under way, unless one already is. */
    static final String NOTE = "setThrew";

    private static final String PREFIX = "invoke_";
    private static final Set<ValueType> PASSED = Set.of(ValueType.I32, ValueType.I64, ValueType.F32, ValueType.F64);

    private final String name;
    private final Signature signature;
    private final StackPointer stackPointer;

    private Invocation(String name, Signature signature, StackPointer stackPointer) {
        this.name = name;
        this.signature = signature;
        this.stackPointer = stackPointer;
    }

    /** Whether a function is one. */
    static boolean is(String name, Signature signature) {
        List<ValueType> parameters = signature.parameters();
        List<ValueType> results = signature.results();
        return name.startsWith(PREFIX)
                && !parameters.isEmpty()
                && parameters.get(0) == ValueType.I32
                && PASSED.containsAll(parameters)
                && results.size() <= 1
                && PASSED.containsAll(results);
    }

    /** For a module that imports it. */
    static Invocation of(GuestModule module, String name, Signature signature) {
        return new Invocation(name, signature, StackPointer.of(module, name));
    }

    void call(Frame frame) {
        Vmctx vmctx = frame.vmctx();
        FunctionReference function = frame.functionAt(0);
        if (function == null) {
            throw new IllegalArgumentException(name + " was called with a null pointer as its function");
        }
        Object[] arguments = arguments(frame);
        int before = vmctx.call(stackPointer.get()).i32();
        Number result = 0;
        try {
            List<?> values = vmctx.call(function, arguments).values();
            if (!values.isEmpty()) {
                result = (Number) values.get(0);
            }
        } catch (GuestTerminatedException e) {
            if (!(e.getCause() instanceof Jump)) {
                throw e;
            }
            vmctx.call(stackPointer.set(), before);
            vmctx.call(NOTE, 1, 0);
        }
        giveBack(frame, result);
    }

    private Object[] arguments(Frame frame) {
        List<ValueType> types = signature.parameters();
        Object[] arguments = new Object[types.size() - 1];
        for (int i = 0; i < arguments.length; i++) {
            int slot = i + 1;
            arguments[i] = switch (types.get(slot)) {
                case I32 -> frame.i32(slot);
                case I64 -> frame.i64(slot);
                case F32 -> frame.f32(slot);
                default -> frame.f64(slot);
            };
        }
        return arguments;
    }

    private void giveBack(Frame frame, Number result) {
        if (signature.results().isEmpty()) {
            return;
        }
        switch (signature.results().get(0)) {
            case I32 -> frame.returnI32(result.intValue());
            case I64 -> frame.returnI64(result.longValue());
            case F32 -> frame.returnF32(result.floatValue());
            default -> frame.returnF64(result.doubleValue());
        }
    }
}
