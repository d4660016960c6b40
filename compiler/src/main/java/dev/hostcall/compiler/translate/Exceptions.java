package dev.hostcall.compiler.translate;

import dev.hostcall.compiler.read.Code;
import dev.hostcall.compiler.read.Instructions;
import dev.hostcall.compiler.read.Use;
import dev.hostcall.compiler.read.WasmModule;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Where exceptions can come from, so that calls of what throws none are followed by no test. In a module that catches none no
 * call is: what throws there leaves the guest.
 */
public final class Exceptions {
    /** So many bytes are kept for exceptions that are referred to: a small stack has little room for data. */
    private static final int PLACES_BYTES = 12 << 10;

    private static final int MOST_PLACES = 512;
    private static final int FEWEST_PLACES = 16;

    private final WasmModule module;
    private final BitSet throwing = new BitSet();

    Exceptions(WasmModule module) {
        this.module = module;
        if (areCaught()) {
            findThrowing();
        }
    }

    /** Whether the module catches exceptions. */
    public boolean areCaught() {
        return module.uses().contains(Use.HANDLERS);
    }

    /** Whether it has references to exceptions. */
    public boolean areReferred() {
        return areCaught() && module.uses().contains(Use.EXCEPTION_REFERENCES);
    }

    /** Whether a call of the function may end with an exception that the caller may catch. */
    boolean mayThrow(int function) {
        return throwing.get(function);
    }

    /** The slots that the values of an exception take at most; one at least, for what other instances throw. */
    public int values() {
        return module.tags().stream()
                .mapToInt(tag -> tag.signature().parameterSlots())
                .reduce(1, Math::max);
    }

    /** How many exceptions can be referred to. */
    public int places() {
        int bytes = Long.BYTES * (2 + values());
        return Math.max(FEWEST_PLACES, Math.min(MOST_PLACES, PLACES_BYTES / bytes));
    }

    private void findThrowing() {
        Map<Integer, Set<Integer>> callers = new HashMap<>();
        for (WasmModule.Function function : module.functions()) {
            if (function.body()
                    .map(body -> throwsItself(body, function.index(), callers))
                    .orElse(true)) {
                throwing.set(function.index());
            }
        }
        Deque<Integer> found = new ArrayDeque<>(throwing.stream().boxed().toList());
        while (!found.isEmpty()) {
            for (int caller : callers.getOrDefault(found.pop(), Set.of())) {
                if (!throwing.get(caller)) {
                    throwing.set(caller);
                    found.push(caller);
                }
            }
        }
    }

    /** Whether a body throws or calls what may be any function; else {@code callers} gets it for each that it calls. */
    private static boolean throwsItself(Code body, int function, Map<Integer, Set<Integer>> callers) {
        Instructions instruction = body.instructions();
        while (instruction.next()) {
            switch (instruction.opcode()) {
                case THROW, THROW_REF, RETHROW, CALL_INDIRECT, RETURN_CALL_INDIRECT, CALL_REF, RETURN_CALL_REF -> {
                    return true;
                }
                case CALL, RETURN_CALL ->
                    callers.computeIfAbsent(instruction.index(), callee -> new HashSet<>())
                            .add(function);
                default -> {}
            }
        }
        return false;
    }
}
