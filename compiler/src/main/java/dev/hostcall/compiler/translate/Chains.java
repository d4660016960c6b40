package dev.hostcall.compiler.translate;

import dev.hostcall.compiler.read.Code;
import dev.hostcall.compiler.read.Instructions;
import dev.hostcall.compiler.read.WasmModule;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which functions are chained: those with which a chain of tail calls may go on without end, and so must not keep its links on
 * the stack. Others end in a call of themselves, which is a loop, or begin a chain that ends after a few links: these may
 * as well call and return.
 */
public final class Chains {
    /** The most links of a chain that are on the stack together. */
    private static final int MOST_LINKS = 16;

    private final Set<Integer> chained;

    Chains(WasmModule module) {
        Map<Integer, Set<Integer>> open = new HashMap<>();
        Set<Integer> indirect = new HashSet<>();
        for (WasmModule.Function function : module.functions()) {
            function.body()
                    .filter(Code::tailCallsOthers)
                    .ifPresent(body -> open.put(function.index(), callees(body, function.index(), indirect)));
        }
        open.values().forEach(callees -> callees.retainAll(open.keySet()));
        for (int links = 1; links < MOST_LINKS; links++) {
            Set<Integer> ended = new HashSet<>();
            open.forEach((function, callees) -> {
                if (callees.isEmpty() && !indirect.contains(function)) {
                    ended.add(function);
                }
            });
            open.keySet().removeAll(ended);
            open.values().forEach(callees -> callees.removeAll(ended));
        }
        chained = Set.copyOf(open.keySet());
    }

    /** The other functions that one tail-calls by name; {@code indirect} gets those that tail-call in other ways. */
    private static Set<Integer> callees(Code body, int function, Set<Integer> indirect) {
        Set<Integer> callees = new HashSet<>();
        Instructions instruction = body.instructions();
        while (instruction.next()) {
            switch (instruction.opcode()) {
                case RETURN_CALL -> {
                    if (instruction.index() != function) {
                        callees.add(instruction.index());
                    }
                }
                case RETURN_CALL_INDIRECT, RETURN_CALL_REF -> indirect.add(function);
                default -> {}
            }
        }
        return callees;
    }

    /** Whether the function is chained. */
    public boolean isChained(int function) {
        return chained.contains(function);
    }
}
