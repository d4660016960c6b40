package dev.hostcall.compiler.translate;

import dev.hostcall.compiler.read.AtomicOperator;
import dev.hostcall.compiler.read.Code;
import dev.hostcall.compiler.read.Instructions;
import dev.hostcall.compiler.read.Opcode;
import java.util.ArrayList;
import java.util.List;

/**
 * The second pass over a function: which instructions can be reached, where a straight line begins, and what it costs.
 *
 * <p>A straight line ends at every branch, at every label something branches to, and at every operator during which the
 * guest can stop (calls, growing). Its whole cost is charged where it begins, together with what {@link StraightLines} has it
 * pay ahead. An operator that traps in the middle refunds {@link #rest}, so the count is exact there too.
 *
 * <p>Where a function calls itself, the entry is already paid for: the charge of the straight line that ends in the call
 * includes that of the line the call begins, and the budget is tested there instead.
 */
final class Costs {

    /** A block that is open, by the index of the instruction that opened it; {@code reached}: whether that can be. */
    private static final class Frame {
        final Opcode kind;
        final int opening;
        final boolean reached;
        boolean target;
        boolean hasElse;
        boolean unpaid; // what leads to its end has not always paid for that
        int catchAt;

        Frame(Opcode kind, int opening, boolean reached) {
            this.kind = kind;
            this.opening = opening;
            this.reached = reached;
        }
    }

    private static final int NOBODY = -1;

    private final boolean[] live;
    private final boolean[] target;
    private final boolean[] ends;
    private final boolean[] thrownAgain;
    private final boolean[] tested;
    private final StraightLines lines;
    private final List<Frame> frames = new ArrayList<>();
    private final int function;
    private final int self;
    private int callsToItself;
    private boolean callsGuest;
    private boolean accessesMemory;
    private boolean tailCallsItself;
    private int openIfs;
    private int deepestIfs;
    private int deepest;
    private int conditions;

    private Costs(Code body, int function, int self) {
        this.function = function;
        this.self = self;
        int count = body.size();
        live = new boolean[count];
        target = new boolean[count];
        ends = new boolean[count];
        thrownAgain = new boolean[count];
        lines = new StraightLines(count);
        tested = new boolean[count + 1];
        tested[0] = true;
        frames.add(new Frame(Opcode.BLOCK, -1, true));
        boolean reached = true;
        Instructions instruction = body.instructions();
        for (int i = 0; instruction.next(); i++) {
            reached = visit(i, instruction, reached);
        }
        lines.settle();
    }

    /** Costs of the function of this index where calls to itself are like others. */
    static Costs plain(Code body, int function) {
        return new Costs(body, function, NOBODY);
    }

    /** Costs of the function of this index where calls to itself pay for its entry. */
    static Costs withPaidEntries(Code body, int function) {
        return new Costs(body, function, function);
    }

    /** Whether instruction {@code i} can be reached; for an end or else: whether what follows it can. */
    boolean isLive(int i) {
        return live[i];
    }

    /** Whether the end of a fall through the block before this end or else can be reached. */
    boolean isFallThroughLive(int i) {
        return ends[i];
    }

    /** Whether something branches to the block, loop or if that instruction {@code i} opens. */
    boolean isTarget(int i) {
        return target[i];
    }

    /** Whether something throws again what this catch catches. */
    boolean isThrownAgain(int i) {
        return thrownAgain[i];
    }

    /** What is charged where the straight line begins after instruction {@code i}; -1 is the function's entry. */
    int chargeAfter(int i) {
        return lines.charge(i + 1) + entryPaidIn(i + 1);
    }

    /** Whether the budget is tested when the charge after instruction {@code i} is made. */
    boolean isTested(int i) {
        return tested[i + 1];
    }

    /** Whether the charge after instruction {@code i} includes that of an entry. */
    boolean isForEntry(int i) {
        return paysEntry(i + 1);
    }

    /** What is charged where instruction {@code i} branches, if it also goes on: 0 for most. */
    int chargeOfBranch(int i) {
        return lines.chargeOfBranch(i);
    }

    /** What is charged and tested before instruction {@code i}, a call: something if it ends the first line, and is to itself. */
    int chargeBefore(int i) {
        return lines.of(i) == 0 && lines.endsInCallToItself(0) ? lines.charge(0) : 0;
    }

    /** Whether the instruction is a call to itself that pays for the entry. */
    boolean isCallToItself(Instructions instruction) {
        return instruction.opcode() == Opcode.CALL && instruction.index() == self;
    }

    /** How many calls to itself pay for the entry. */
    int callsToItself() {
        return callsToItself;
    }

    /** What has been charged and is not to be executed if instruction {@code i} traps. */
    int rest(int i) {
        return lines.rest(i) + entryPaidIn(lines.of(i));
    }

    private int entryPaidIn(int line) {
        return paysEntry(line) ? lines.charge(0) : 0;
    }

    /** Whether a line pays for the entry it calls; the first one cannot hold itself. */
    private boolean paysEntry(int line) {
        return line != 0 && lines.endsInCallToItself(line);
    }

    /** Whether the function calls one that is compiled too, so that it may recurse. */
    boolean callsGuest() {
        return callsGuest;
    }

    /**
     * What makes a charge that is not tested, in wasm.h. Charges may be merged where nothing can fault between them; a function that
     * calls is not inlined into others, where something could.
     */
    String chargeMacro() {
        return callsGuest && !accessesMemory ? "CHARGE_FREELY" : "CHARGE";
    }

    /** Whether it tail-calls itself, so that its entry is the head of a loop. */
    boolean tailCallsItself() {
        return tailCallsItself;
    }

    /** How many ifs are nested at most. */
    int deepestIfs() {
        return deepestIfs;
    }

    /** How many blocks, loops and ifs are open at most. */
    int deepest() {
        return deepest;
    }

    /** How many ifs and conditional branches there are. */
    int conditions() {
        return conditions;
    }

    private boolean visit(int i, Instructions instruction, boolean reached) {
        Opcode opcode = instruction.opcode();
        boolean next = reached;
        switch (opcode) {
            case BLOCK, LOOP, IF, TRY, TRY_TABLE -> {
                live[i] = reached;
                lines.spend(i, reached && opcode == Opcode.IF ? 1 : 0);
                frames.add(new Frame(opcode, i, reached));
                openIfs += opcode == Opcode.IF ? 1 : 0;
                conditions += opcode == Opcode.IF ? 1 : 0;
                deepestIfs = Math.max(deepestIfs, openIfs);
                deepest = Math.max(deepest, frames.size());
                if (opcode == Opcode.TRY_TABLE && reached) { // labels are counted from outside of it
                    instruction.catches().forEach(clause -> markUnpaid(clause.label() + 1));
                }
                if (reached && opcode == Opcode.LOOP) {
                    lines.loop(i);
                } else if (reached && opcode == Opcode.IF) {
                    lines.leadTo(i);
                    lines.goOn(i);
                }
            }
            case ELSE -> {
                Frame frame = frames.get(frames.size() - 1);
                frame.hasElse = true;
                next = beginPart(i, frame, reached);
                lines.otherwise(frame.opening, i);
            }
            case CATCH, CATCH_ALL -> {
                Frame frame = frames.get(frames.size() - 1);
                frame.catchAt = i;
                next = beginPart(i, frame, reached);
                lines.begin(i);
            }
            case END, DELEGATE -> {
                Frame frame = frames.remove(frames.size() - 1);
                openIfs -= frame.kind == Opcode.IF ? 1 : 0;
                ends[i] = reached;
                boolean skipped = frame.kind == Opcode.IF && !frame.hasElse && frame.reached;
                boolean joined = skipped || (frame.target && frame.kind != Opcode.LOOP);
                next = reached || joined;
                live[i] = next;
                if (frame.opening >= 0) {
                    target[frame.opening] = frame.target;
                }
                if (frame.kind == Opcode.LOOP && frame.target) {
                    tested[frame.opening + 1] = true;
                } else if (frame.kind == Opcode.LOOP && frame.reached) {
                    lines.neverBegunAgain(frame.opening);
                }
                lines.spend(i, 0);
                if (joined) {
                    if (reached) {
                        lines.leadTo(frame.opening);
                    }
                    lines.meet(frame.opening, i, !frame.unpaid);
                }
            }
            default -> {
                live[i] = reached;
                if (reached) {
                    next = visitPlain(i, instruction);
                }
            }
        }
        return next;
    }

    /** An else or a catch: whether it is reached. What was before it, {@code reached} or not, goes on behind the block's end. */
    private boolean beginPart(int i, Frame frame, boolean reached) {
        if (reached) {
            lines.leadTo(frame.opening);
        }
        frame.target |= reached;
        ends[i] = reached;
        live[i] = frame.reached;
        return frame.reached;
    }

    private boolean visitPlain(int i, Instructions instruction) {
        Opcode opcode = instruction.opcode();
        lines.spend(i, cost(opcode));
        accessesMemory |= opcode.bytes() > 0 || opcode == Opcode.VECTOR || opcode == Opcode.ATOMIC;
        switch (opcode) {
            case BR, BR_IF, BR_ON_NULL, BR_ON_NON_NULL -> {
                conditions += opcode == Opcode.BR ? 0 : 1;
                lines.leadTo(mark(instruction.index()).opening);
            }
            case BR_TABLE -> {
                for (int depth : instruction.labels()) {
                    conditions++;
                    markUnpaid(depth);
                }
            }
            case RETHROW -> thrownAgain[frames.get(frames.size() - 1 - instruction.index()).catchAt] = true;
            case CALL -> {
                callsGuest = true;
                if (isCallToItself(instruction)) {
                    callsToItself++;
                    lines.callItself();
                }
            }
            case RETURN_CALL -> {
                callsGuest = true;
                tailCallsItself |= instruction.index() == function;
            }
            case CALL_INDIRECT, RETURN_CALL_INDIRECT, CALL_REF, RETURN_CALL_REF -> callsGuest = true;
            default -> {}
        }
        switch (opcode) {
            case BR,
                    BR_TABLE,
                    RETURN,
                    RETURN_CALL,
                    RETURN_CALL_INDIRECT,
                    RETURN_CALL_REF,
                    UNREACHABLE,
                    THROW,
                    THROW_REF,
                    RETHROW -> {
                return false;
            }
            case BR_IF, BR_ON_NULL, BR_ON_NON_NULL -> lines.goOn(i);
            case MEMORY_GROW, TABLE_GROW -> lines.begin(i);
            case ATOMIC -> {
                if (instruction.atomic().kind() == AtomicOperator.Kind.WAIT) {
                    lines.begin(i);
                }
            }
            case CALL, CALL_INDIRECT, CALL_REF -> {
                lines.begin(i);
                lines.pay(1); // the return
            }
            default -> {}
        }
        return true;
    }

    private Frame mark(int depth) {
        Frame frame = frames.get(frames.size() - 1 - depth);
        frame.target = true;
        return frame;
    }

    /** As {@link #mark}, for what leads there without having paid for it. */
    private void markUnpaid(int depth) {
        mark(depth).unpaid = true;
    }

    private static int cost(Opcode opcode) {
        return switch (opcode) {
            case NOP, DROP, UNREACHABLE, RETURN -> 0;
            case CALL_INDIRECT, RETURN_CALL_INDIRECT, CALL_REF, RETURN_CALL_REF, BR_TABLE -> 2;
            default -> 1;
        };
    }
}
