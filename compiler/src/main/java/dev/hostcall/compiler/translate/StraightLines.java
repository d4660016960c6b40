package dev.hostcall.compiler.translate;

import java.util.Arrays;

/**
 * The straight lines of a function: what each costs, where it goes on, and what is charged where.
 *
 * <p>What will be executed in any case is charged early, so that it goes into a charge that is made anyway: a line pays for what all
 * ways behind it have in common, up to the next loop head, the next operator that stops the guest, or the end. So nothing that the guest
 * can be stopped at, and no bound that covers a run, is reached with more charged than is executed; and where ways
 * meet, those that come there have paid.
 *
 * <p>A line is known by the index of its first instruction, and so is a block by that of the instruction in it.
 */
final class StraightLines {
    private static final int NOWHERE = -1;

    /** How often what is charged at the meeting of ways is divided anew; what is left over then is charged on the way. */
    private static final int ROUNDS = 4;

    private final int[] lineOf;
    private final int[] spentAt;
    private final int[] cost;
    private final int[] next; // the line that is gone on with if nothing branches
    private final int[] branch; // the block whose end or, of a loop, head is branched to; of an if, its other arm
    private final int[] place; // of a block: the line that a branch leads to
    private final int[] otherArm; // of an if: the line of its else
    private final boolean[] meets; // whether ways meet where a line begins, all of which are known
    private final int[] most; // what those that come there may pay of it
    private final boolean[] selfCall;
    private final int[] before; // what has been paid of a line and of what it pays ahead
    private final int[] ahead; // what a line pays of those behind it
    private int line;

    /** Those of a body of so many instructions. */
    StraightLines(int instructions) {
        int count = instructions + 1;
        lineOf = new int[count];
        spentAt = new int[count];
        cost = new int[count];
        next = nowhere(count);
        branch = nowhere(count);
        place = nowhere(count);
        otherArm = nowhere(count);
        meets = new boolean[count];
        most = new int[count];
        selfCall = new boolean[count];
        before = new int[count];
        ahead = new int[count];
    }

    private static int[] nowhere(int count) {
        int[] lines = new int[count];
        Arrays.fill(lines, NOWHERE);
        return lines;
    }

    // ---- while the function is gone through ----

    /** An instruction of the present line. */
    void spend(int instruction, int instructionCost) {
        lineOf[instruction] = line;
        pay(instructionCost);
        spentAt[instruction] = cost[line];
    }

    /** Adds to what the present line costs. */
    void pay(int more) {
        cost[line] += more;
    }

    /** Begins a line behind an instruction, which nothing pays ahead for. */
    void begin(int instruction) {
        line = instruction + 1;
    }

    /** Begins a line behind an instruction that the present one goes on with, if it is not left by a branch. */
    void goOn(int instruction) {
        next[line] = instruction + 1;
        begin(instruction);
    }

    /** The present line ends with a branch to a block, or goes on to its end, or to the other arm of an if. */
    void leadTo(int opening) {
        branch[line] = opening + 1;
    }

    /** The head of a loop, which the present line goes on to; the budget is tested there if something branches to it. */
    void loop(int opening) {
        goOn(opening);
        place[opening + 1] = line;
    }

    /** An else, whose line begins here. */
    void otherwise(int opening, int instruction) {
        otherArm[opening + 1] = instruction + 1;
        begin(instruction);
    }

    /** The end of a block, where a line begins; {@code recorded}: whether all ways that lead there have been told. */
    void meet(int opening, int instruction, boolean recorded) {
        place[opening + 1] = instruction + 1;
        if (recorded) {
            meetsAt(instruction + 1);
        }
        begin(instruction);
    }

    /** Nothing has turned out to branch to a loop. */
    void neverBegunAgain(int opening) {
        meetsAt(opening + 1);
    }

    private void meetsAt(int first) {
        meets[first] = true;
        most[first] = Integer.MAX_VALUE;
    }

    /** The present line ends with a call of the function itself; it is charged, whatever has been paid of it. */
    void callItself() {
        selfCall[line] = true;
    }

    // ---- afterwards ----

    /** Divides what is charged among the lines. */
    void settle() {
        for (int round = 1; !divide() && round < ROUNDS; round++) {}
    }

    /** Whether nothing is left over that has to be charged on a way between lines. */
    private boolean divide() {
        boolean whole = true;
        for (int from = cost.length - 1; from >= 0; from--) {
            int other = branch[from] == NOWHERE ? NOWHERE : destination(from);
            if (next[from] == NOWHERE) {
                ahead[from] = other == NOWHERE ? 0 : before[other];
            } else if (branch[from] == NOWHERE) {
                ahead[from] = before[next[from]];
            } else {
                ahead[from] = fork(from, other);
                if (other != NOWHERE && before[other] > ahead[from]) {
                    most[other] = Math.min(most[other], ahead[from]);
                    whole = false;
                }
            }
            if (meets[from]) {
                before[from] = Math.min(most[from], payable(from));
            }
        }
        return whole;
    }

    /** What a line pays ahead that goes on in two ways: what both cost, if nobody else comes there. */
    private int fork(int from, int other) {
        int common = payable(next[from]);
        if (other == NOWHERE) {
            common = 0;
        } else if (isArm(from, other)) {
            common = Math.min(common, payable(other));
            before[other] = common;
        } else {
            common = Math.min(common, before[other]);
        }
        before[next[from]] = common;
        return common;
    }

    /** Whether a line is the else of the if that another one ends with, and nothing else leads there. */
    private boolean isArm(int from, int other) {
        return otherArm[branch[from]] == other && next[from] == branch[from];
    }

    private int destination(int from) {
        int block = branch[from];
        return next[from] == block && otherArm[block] != NOWHERE ? otherArm[block] : place[block];
    }

    /** What may be paid ahead for a line. */
    private int payable(int to) {
        return selfCall[to] ? Math.max(0, cost[to] - 1) : cost[to] + ahead[to];
    }

    /** What is charged where a line begins. */
    int charge(int first) {
        return cost[first] + ahead[first] - before[first];
    }

    /** What is charged where an instruction branches that also lets its line go on. */
    int chargeOfBranch(int instruction) {
        int from = lineOf[instruction];
        int other = branch[from] == NOWHERE ? NOWHERE : destination(from);
        return other == NOWHERE || isArm(from, other) ? 0 : before[other] - ahead[from];
    }

    /** Whether a line ends with a call of the function itself. */
    boolean endsInCallToItself(int first) {
        return selfCall[first];
    }

    /** The line that an instruction stands in. */
    int of(int instruction) {
        return lineOf[instruction];
    }

    /** What has been charged and stands behind an instruction. */
    int rest(int instruction) {
        int of = lineOf[instruction];
        return cost[of] + ahead[of] - spentAt[instruction];
    }
}
