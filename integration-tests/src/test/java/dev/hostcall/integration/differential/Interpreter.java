package dev.hostcall.integration.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.InterpreterMachine;
import run.endive.runtime.MStack;
import run.endive.wasm.WasmEngineException;
import run.endive.wasm.types.Export;
import run.endive.wasm.types.ExternalType;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.Instruction;
import run.endive.wasm.types.MemoryLimits;
import run.endive.wasm.types.OpCode;
import run.endive.wasm.types.ValType;

/**
 * The other side: an interpreter by other authors. Each instruction it executes is counted here by the contract's table,
 * so that the compiled guest's count is compared with one that comes about in another way.
 */
final class Interpreter {
    private static final long MOST_INSTRUCTIONS = 300_000; // of one call
    static final int MOST_PAGES = 64;

    /** The test suite's words for traps, by what the interpreter's messages begin with where these differ. */
    private static final Map<String, String> WORDS = Map.of(
            "trapped on unreachable", "unreachable",
            "undefined element", "undefined element",
            "uninitialized element", "uninitialized element");

    private final Subject subject;
    private final Transcript transcript;
    private final Host host;
    private long spent;
    private long calls; // each of them costs one more when it returns
    private long moved; // by the latest instruction
    private OpCode latest = OpCode.NOP;
    private @Nullable CountingMachine machine;
    private int outermost; // how many frames there are in the function that was called
    private int depth; // of calls, at the latest instruction
    private int completed;

    Interpreter(Subject subject) {
        this.subject = subject;
        this.transcript = new Transcript(subject.nans());
        this.host = new Host(transcript);
    }

    /**
     * Runs the subject until its end, or until a call that takes too long; empty if making the instance does.
     */
    Optional<Transcript> run() {
        Instance instance;
        try {
            instance = Instance.builder(subject.module())
                    .withImportValues(imports())
                    .withMemoryLimits(limits())
                    .withUnsafeExecutionListener(this::count)
                    .withMachineFactory(own -> machine = new CountingMachine(own))
                    .build();
        } catch (Exhausted e) {
            return Optional.empty();
        } catch (WasmEngineException e) {
            transcript.trapped(kind(e));
            return Optional.of(transcript);
        }
        for (Subject.Call call : subject.calls()) {
            if (!call(instance, call)) {
                return Optional.of(transcript);
            }
            completed++;
        }
        end(instance);
        return Optional.of(transcript);
    }

    /** How many calls came to an end; what a call left behind that did not is not known. */
    int completed() {
        return completed;
    }

    private MemoryLimits limits() {
        return subject.module()
                .memorySection()
                .filter(section -> section.memoryCount() > 0)
                .map(section -> section.getMemory(0).limits())
                .map(own -> new MemoryLimits(own.initialPages(), Math.min(own.maximumPages(), MOST_PAGES)))
                .orElse(MemoryLimits.defaultLimits());
    }

    private boolean call(Instance instance, Subject.Call call) {
        spent = 0;
        calls = 0;
        outermost = 0;
        if (hasFuel()) {
            instance.exports().global(Subject.FUEL).setValue(call.fuel());
        }
        int begin = transcript.events().size();
        transcript.called(call.function(), call.arguments());
        FunctionType type = instance.exportType(call.function());
        long[] arguments =
                call.arguments().stream().mapToLong(Interpreter::bits).toArray();
        try {
            long[] results = instance.export(call.function()).apply(arguments);
            transcript.returned(values(type.returns(), results));
            transcript.count(spent + calls);
        } catch (Exhausted e) {
            transcript.forgetFrom(begin);
            return false;
        } catch (ArrayIndexOutOfBoundsException e) {
            if (Stream.of(e.getStackTrace())
                    .limit(1)
                    .noneMatch(frame -> frame.getClassName().equals("run.endive.runtime.StackFrame"))) {
                throw e;
            }
            transcript.forgetFrom(begin); // a fault of its own, in one tail call of very many
            return false;
        } catch (WasmEngineException e) {
            if (kind(e).startsWith("call stack")) { // how deep it is, is not specified
                transcript.forgetFrom(begin);
                return false;
            }
            transcript.trapped(kind(e));
            boolean calledNothing = latest == OpCode.CALL_INDIRECT;
            long underWay = depth - 1L + (calledNothing ? 1 : 0);
            transcript.count(spent - moved + calls - underWay);
        }
        return true;
    }

    private boolean hasFuel() {
        return subject.exports(ExternalType.GLOBAL).stream()
                .anyMatch(export -> export.name().equals(Subject.FUEL));
    }

    private void end(Instance instance) {
        for (Export export : subject.exports(ExternalType.GLOBAL)) {
            var global = instance.exports().global(export.name());
            if (global.getType().isNumeric()) {
                transcript.global(export.name(), value(global.getType(), global.getValue()));
            }
        }
        if (subject.hasMemory()) {
            transcript.memory(
                    instance.memory().readBytes(0, instance.memory().pages() * run.endive.runtime.Memory.PAGE_SIZE));
        }
    }

    private void count(Instruction instruction, MStack stack) {
        OpCode opcode = instruction.opcode();
        latest = opcode;
        int frames = machine == null ? 0 : machine.frames();
        outermost = outermost == 0 ? frames : outermost; // a trap leaves its frames behind
        depth = frames - outermost + 1;
        moved = 0;
        switch (opcode) {
            case BLOCK, LOOP, ELSE, END, NOP, DROP, UNREACHABLE, RETURN -> {}
            case CALL -> {
                spent++;
                calls++;
            }
            case CALL_INDIRECT -> {
                spent += 2;
                calls++;
            }
            case BR_TABLE, RETURN_CALL_INDIRECT -> spent += 2;
            case MEMORY_COPY, MEMORY_FILL, MEMORY_INIT -> move(stack, 64);
            case TABLE_COPY, TABLE_FILL, TABLE_INIT -> move(stack, 8);
            default -> spent++;
        }
        if (spent > MOST_INSTRUCTIONS) {
            throw new Exhausted();
        }
    }

    private void move(MStack stack, int unit) {
        moved = Integer.toUnsignedLong((int) stack.peek()) / unit;
        spent += 1 + moved;
    }

    private ImportValues imports() {
        ImportValues.Builder imports = ImportValues.builder();
        hostcall(imports, "note_i32", arguments -> {
            host.noteI32((int) arguments[0]);
            return new long[0];
        });
        hostcall(imports, "note_i64", arguments -> {
            host.noteI64(arguments[0]);
            return new long[0];
        });
        hostcall(imports, "note_f32", arguments -> {
            host.noteF32(Float.intBitsToFloat((int) arguments[0]));
            return new long[0];
        });
        hostcall(imports, "note_f64", arguments -> {
            host.noteF64(Double.longBitsToDouble(arguments[0]));
            return new long[0];
        });
        hostcall(imports, "ask", arguments -> new long[] {Double.doubleToRawLongBits(host.ask())});
        hostcall(imports, "mix", arguments -> new long[] {
            host.mix(
                    (int) arguments[0],
                    arguments[1],
                    Float.intBitsToFloat((int) arguments[2]),
                    Double.longBitsToDouble(arguments[3]))
        });
        hostcall(imports, "later", arguments -> new long[] {host.answerLater(arguments[0])});
        return imports.build();
    }

    private static void hostcall(ImportValues.Builder imports, String name, UnaryOperator<long[]> body) {
        Shape.Signature signature = Objects.requireNonNull(Shape.HOSTCALLS.get(name));
        FunctionType type = FunctionType.of(types(signature.parameters()), types(signature.results()));
        imports.addFunction(new HostFunction("host", name, type, (instance, arguments) -> body.apply(arguments)));
    }

    private static List<ValType> types(List<Type> types) {
        return types.stream()
                .map(type -> switch (type) {
                    case I32 -> ValType.I32;
                    case I64 -> ValType.I64;
                    case F32 -> ValType.F32;
                    default -> ValType.F64;
                })
                .toList();
    }

    private static long bits(Object value) {
        if (value instanceof Integer i) {
            return i;
        }
        if (value instanceof Float f) {
            return Float.floatToRawIntBits(f);
        }
        return value instanceof Double d ? Double.doubleToRawLongBits(d) : (Long) value;
    }

    private static List<Object> values(List<ValType> types, long[] bits) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            values.add(value(types.get(i), bits[i]));
        }
        return values;
    }

    private static Object value(ValType type, long bits) {
        return Subject.value(Type.valueOf(type.name()), bits);
    }

    private static String kind(WasmEngineException trap) {
        String message = String.valueOf(trap.getMessage()).toLowerCase(Locale.ROOT);
        return WORDS.entrySet().stream()
                .filter(entry -> message.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(message);
    }

    /** An interpreter whose frames can be counted. */
    private static final class CountingMachine extends InterpreterMachine {
        CountingMachine(Instance instance) {
            super(instance);
        }

        int frames() {
            return callStack.size();
        }
    }

    /** Ends a call that takes too long. */
    private static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
