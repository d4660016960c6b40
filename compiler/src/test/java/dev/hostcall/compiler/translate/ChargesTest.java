package dev.hostcall.compiler.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.compiler.Wat;
import dev.hostcall.compiler.read.Code;
import dev.hostcall.compiler.read.Instructions;
import dev.hostcall.compiler.read.Opcode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whichever way a function is gone through, what is charged is what is executed: at each call, at each head of a loop, at the end, and,
 * once the rest is given back, at each operator that might trap. The functions and the ways are random.
 */
class ChargesTest {
    private static final int BATCHES = 5;
    private static final int FUNCTIONS = 400;
    private static final int WAYS = 12;
    private static final int STEPS = 400;

    private final StringBuilder text = new StringBuilder();
    private final Random random = new Random(1);
    private int self; // the index of the function that is generated

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsChargedIsWhatIsExecuted(boolean paidEntries) {
        for (int batch = 0; batch < BATCHES; batch++) {
            List<String> functions = IntStream.range(0, FUNCTIONS)
                    .mapToObj(number -> "(func $f" + number + " (param i32) " + function(number) + ")")
                    .toList();
            Wat.module("(module " + String.join("\n", functions) + "(func $g))").functions().stream()
                    .limit(FUNCTIONS)
                    .forEach(function -> {
                        Code body = function.body().orElseThrow();
                        Costs costs = paidEntries
                                ? Costs.withPaidEntries(body, function.index())
                                : Costs.plain(body, function.index());
                        check(costs, steps(body, function.index()), functions.get(function.index()));
                    });
        }
    }

    /** What can be paid for the first block's end, nothing, makes less of what can be paid for the next one's, and so on. */
    @Test
    void whatIsLeftOverAfterSomeRoundsIsChargedOnTheWay() {
        String ten = "(drop (i32.const 7)) ".repeat(10);
        StringBuilder chain = new StringBuilder("(br_if 0 (local.get 0)) (drop (i32.const 7)) (br 1)");
        for (int i = 0; i < 8; i++) {
            chain.insert(0, "(block ").append(")").append(ten).append("(br_if 0 (local.get 0)) ");
            chain.append(i == 7 ? "(return)" : "(drop (i32.const 7)) ".repeat(5) + "(br 1)");
        }
        String function = "(func $f (param i32) (block " + chain + ") " + ten + ")";
        Code body = Wat.module("(module " + function + ")")
                .functions()
                .get(0)
                .body()
                .orElseThrow();
        Costs costs = Costs.plain(body, 0);
        List<Step> steps = steps(body, 0);
        assertThat(IntStream.range(0, steps.size()).filter(i -> costs.chargeOfBranch(i) > 0))
                .isNotEmpty();
        check(costs, steps, function);
    }

    private static void check(Costs costs, List<Step> steps, String function) {
        for (int way = 0; way < WAYS; way++) {
            new Way(costs, steps, new Random(way)).go("way " + way + " through " + function);
        }
    }

    // ---- functions ----

    private String function(int number) {
        self = number;
        text.setLength(0);
        sequence(0, 1 + random.nextInt(6));
        return text.toString();
    }

    private void sequence(int depth, int length) {
        for (int i = 0; i < length; i++) {
            statement(depth);
        }
    }

    private void statement(int depth) {
        int kind = depth > 5 ? 6 + random.nextInt(8) : random.nextInt(14);
        switch (kind) {
            case 0, 1 -> block("block", depth);
            case 2 -> block("loop", depth);
            case 3, 4, 5 -> {
                text.append("(if (local.get 0) (then ");
                sequence(depth + 1, random.nextInt(4));
                text.append(')');
                if (random.nextBoolean()) {
                    text.append(" (else ");
                    sequence(depth + 1, random.nextInt(4));
                    text.append(')');
                }
                text.append(") ");
            }
            case 6, 7 -> text.append("(br_if %d (local.get 0)) ".formatted(random.nextInt(depth + 1)));
            case 8 -> text.append("(br %d) ".formatted(random.nextInt(depth + 1)));
            case 9 -> text.append(random.nextInt(4) == 0 ? "(return) " : "(nop) ");
            case 10 -> text.append(random.nextBoolean() ? "(call $g) " : "(call $f%d (i32.const 1)) ".formatted(self));
            case 11 -> {
                int one = random.nextInt(depth + 1);
                text.append("(br_table %d %d (local.get 0)) ".formatted(one, random.nextInt(depth + 1)));
            }
            default -> text.append("(drop (i32.const 7)) ");
        }
    }

    private void block(String kind, int depth) {
        text.append('(').append(kind).append(' ');
        sequence(depth + 1, random.nextInt(5));
        text.append(") ");
    }

    // ---- ways through them ----

    /** An instruction; of a block, if or else it is known where its else and its end are. */
    private static final class Step {
        final Opcode opcode;
        final int index;
        final List<Integer> labels;
        final boolean toItself;
        int otherwise = -1;
        int end = -1;

        Step(Opcode opcode, int index, List<Integer> labels, boolean toItself) {
            this.opcode = opcode;
            this.index = index;
            this.labels = labels;
            this.toItself = toItself;
        }
    }

    private static List<Step> steps(Code body, int self) {
        List<Step> steps = new ArrayList<>();
        Deque<Integer> open = new ArrayDeque<>();
        Instructions instruction = body.instructions();
        for (int i = 0; instruction.next(); i++) {
            Opcode opcode = instruction.opcode();
            boolean hasIndex = opcode == Opcode.BR || opcode == Opcode.BR_IF || opcode == Opcode.CALL;
            List<Integer> labels = opcode == Opcode.BR_TABLE
                    ? IntStream.of(instruction.labels()).boxed().toList()
                    : List.of();
            int index = hasIndex ? instruction.index() : 0;
            steps.add(new Step(opcode, index, labels, opcode == Opcode.CALL && index == self));
            switch (opcode) {
                case BLOCK, LOOP, IF -> open.push(i);
                case ELSE -> steps.get(open.element()).otherwise = i;
                case END -> {
                    if (!open.isEmpty()) {
                        Step opening = steps.get(open.pop());
                        opening.end = i;
                        if (opening.otherwise >= 0) {
                            steps.get(opening.otherwise).end = i;
                        }
                    }
                }
                default -> {}
            }
        }
        return steps;
    }

    private static int cost(Opcode opcode) {
        return switch (opcode) {
            case BLOCK, LOOP, ELSE, END, NOP, DROP, RETURN -> 0;
            case BR_TABLE -> 2;
            default -> 1;
        };
    }

    /** One way through a function. */
    private static final class Way {
        private final Costs costs;
        private final List<Step> steps;
        private final Random random;
        private final Deque<Integer> open = new ArrayDeque<>();
        private long charged;
        private long executed;

        Way(Costs costs, List<Step> steps, Random random) {
            this.costs = costs;
            this.steps = steps;
            this.random = random;
        }

        void go(String what) {
            charged = costs.chargeAfter(-1);
            int at = 0;
            for (int step = 0; step < STEPS && at < steps.size(); step++) {
                at = execute(at, what);
            }
            if (at >= steps.size()) {
                exact(what, "at the end");
            }
        }

        private void exact(String what, String where) {
            assertThat(charged).as("%s, %s", what, where).isEqualTo(executed);
        }

        /** Executes an instruction; the next one, or what is behind the last. */
        private int execute(int i, String what) {
            Step step = steps.get(i);
            executed += cost(step.opcode);
            switch (step.opcode) {
                case BLOCK -> open.push(i);
                case LOOP -> {
                    open.push(i);
                    enterLoop(i, what);
                    return i + 1;
                }
                case IF -> {
                    if (!random.nextBoolean()) {
                        int other = step.otherwise;
                        if (other < 0) {
                            charged += costs.chargeOfBranch(i);
                            return pass(step.end);
                        }
                        open.push(i);
                        return pass(other);
                    }
                    open.push(i);
                }
                case ELSE -> {
                    open.pop();
                    return pass(step.end);
                }
                case END -> {
                    if (!open.isEmpty()) {
                        open.pop();
                    }
                }
                case BR -> {
                    return branch(step.index, what);
                }
                case BR_IF -> {
                    if (random.nextBoolean()) {
                        charged += costs.chargeOfBranch(i);
                        return branch(step.index, what);
                    }
                }
                case BR_TABLE -> {
                    return branch(step.labels.get(random.nextInt(step.labels.size())), what);
                }
                case RETURN -> {
                    return steps.size();
                }
                case CALL -> {
                    if (step.toItself) {
                        payEntry(i);
                    }
                    exact(what, "at the call " + i);
                    executed++;
                }
                default -> {
                    charged -= costs.rest(i);
                    exact(what, "as if " + i + " had trapped");
                    charged += costs.rest(i);
                }
            }
            return pass(i);
        }

        /** The callee's entry is paid for here, and not there. */
        private void payEntry(int i) {
            if (costs.callsToItself() > 0) {
                charged += costs.chargeBefore(i);
                charged -= costs.chargeAfter(-1);
            }
        }

        private int pass(int i) {
            charged += costs.chargeAfter(i);
            return i + 1;
        }

        private void enterLoop(int i, String what) {
            if (costs.isTested(i)) {
                exact(what, "at the head " + i);
            }
            charged += costs.chargeAfter(i);
        }

        private int branch(int depth, String what) {
            for (int k = 0; k < depth && !open.isEmpty(); k++) {
                open.pop();
            }
            if (open.isEmpty()) {
                return steps.size();
            }
            int target = open.element();
            if (steps.get(target).opcode == Opcode.LOOP) {
                enterLoop(target, what);
                return target + 1;
            }
            open.pop();
            return pass(steps.get(target).end);
        }
    }
}
