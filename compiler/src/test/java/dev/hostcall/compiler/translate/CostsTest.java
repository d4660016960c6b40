package dev.hostcall.compiler.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.compiler.Wat;
import dev.hostcall.compiler.read.Code;
import dev.hostcall.compiler.read.Instructions;
import dev.hostcall.compiler.read.Opcode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a straight line costs, where it begins, and what a trap in it gives back. */
class CostsTest {

    private static Code body(String text) {
        return Wat.module("(module (memory 1) (table 1 funcref) (tag $t) (func $f " + text + ") (func $g))")
                .functions()
                .get(0)
                .body()
                .orElseThrow();
    }

    private static Opcode opcode(Code body, int index) {
        Instructions instructions = body.instructions();
        for (int i = 0; i <= index; i++) {
            instructions.next();
        }
        return instructions.opcode();
    }

    /** What is given back by a load, which is the instruction of that index. */
    private static int restOfLoad(Code body, Costs costs, int index) {
        assertThat(opcode(body, index)).isEqualTo(Opcode.I32_LOAD);
        return costs.rest(index);
    }

    /** The charges of a body in order, the entry's first; those of nothing are left out. */
    private static List<Integer> charges(String text) {
        Code body = body(text);
        Costs costs = Costs.plain(body, 0);
        List<Integer> charges = new ArrayList<>();
        for (int i = -1; i < body.size(); i++) {
            if (costs.chargeAfter(i) > 0) {
                charges.add(costs.chargeAfter(i));
            }
        }
        return charges;
    }

    @Test
    void aThrowCostsOneAndNothingBehindItDoes() {
        assertThat(charges("(drop (i32.const 1)) (throw $t) (drop (i32.const 1))"))
                .containsExactly(2);
    }

    @Test
    void tryAndCatchAreFreeAndAnExceptionDoesNotPayForTheReturnItSkips() {
        assertThat(charges("(try (do (call $g)) (catch $t (drop (i32.const 1)) (drop (i32.const 1))))"))
                .containsExactly(1, 1, 2);
        assertThat(charges("(try (do (try (do (call $g)) (delegate 0))) (catch_all (rethrow 0)))"))
                .containsExactly(1, 1, 1);
    }

    @Test
    void blocksNopsDropsAndReturnsAreFree() {
        assertThat(charges("(block (nop) (drop (i32.const 1))) (return)")).containsExactly(1);
    }

    @Test
    void aCallCostsOneAndOneForItsReturn() {
        assertThat(charges("(call $g) (call $g)")).containsExactly(1, 2, 1);
    }

    @Test
    void anIndirectCallCostsTwoAndOneForItsReturn() {
        assertThat(charges("(call_indirect (i32.const 0))")).containsExactly(3, 1);
    }

    @Test
    void aTailCallCostsOneOrTwoAndNothingForAReturn() {
        assertThat(charges("(return_call $g)")).containsExactly(1);
        assertThat(charges("(return_call_indirect (i32.const 0))")).containsExactly(3);
    }

    @Test
    void codeBehindATailCallIsDead() {
        assertThat(charges("(return_call $g) (drop (i32.const 1))")).containsExactly(1);
    }

    @Test
    void aTableOfBranchesCostsTwo() {
        assertThat(charges("(block (block (br_table 0 1 (i32.const 0))))")).containsExactly(3);
    }

    @Test
    void deadCodeCostsNothing() {
        assertThat(charges("(block (br 0) (drop (i32.const 1)) (drop (i32.const 2)))"))
                .containsExactly(1);
    }

    @Test
    void codeBehindABlockThatNothingLeavesIsDead() {
        assertThat(charges("(loop (br 0)) (drop (i32.const 1))")).containsExactly(1);
    }

    @Test
    void whatBothArmsOfAnIfCostIsPaidBeforeIt() {
        assertThat(charges("(if (i32.const 1) (then (drop (i32.const 1)))"
                        + " (else (drop (i32.const 1)) (drop (i32.const 1)) (drop (i32.const 1))))"))
                .containsExactly(3, 2);
    }

    @Test
    void aTrapInAnArmGivesBackNothingOfTheOther() {
        Code body = body("(if (i32.const 1) (then (drop (i32.load (i32.const 0))))"
                + " (else (drop (i32.const 1)) (drop (i32.const 1)) (drop (i32.const 1))))");
        Costs costs = Costs.plain(body, 0);
        assertThat(restOfLoad(body, costs, 3)).isZero();
        assertThat(costs.rest(0))
                .as("behind the condition: the if, and two of an arm")
                .isEqualTo(3);
    }

    @Test
    void theRestOfAnArmIsPaidWhereItBegins() {
        assertThat(charges("(if (i32.const 1) (then (drop (i32.const 1))) (else (nop)))"))
                .containsExactly(2, 1);
    }

    @Test
    void aLoopIsPaidAtItsHeadAndItsExitBehindTheBranch() {
        assertThat(charges("(local i32) (loop (br_if 0 (local.get 0)) (drop (i32.const 1)))"))
                .containsExactly(2, 1);
    }

    @Test
    void aTrapGivesBackWhatStandsBehindItInItsLine() {
        Code body = body("(drop (i32.load (i32.const 0))) (drop (i32.const 1)) (drop (i32.const 2))");
        Costs costs = Costs.plain(body, 0);
        assertThat(costs.chargeAfter(-1)).isEqualTo(4);
        assertThat(restOfLoad(body, costs, 1)).isEqualTo(2);
    }

    @Test
    void whereWaysMeetThoseThatComeThereHavePaid() {
        assertThat(charges("(local i32) (block (br_if 0 (local.get 0)) (drop (i32.const 1))) (drop (i32.const 2))"))
                .as("the entry with what follows the block, and the way into it")
                .containsExactly(3, 1);
        assertThat(charges("(local i32) (if (local.get 0) (then (nop))) (drop (i32.const 1)) (drop (i32.const 2))"))
                .containsExactly(4);
    }

    @Test
    void nothingIsPaidAheadThatOneOfTheWaysDoesNotExecute() {
        assertThat(charges("(local i32) (block (br_if 0 (local.get 0)) (drop (i32.const 1)) (return))"
                        + " (drop (i32.const 2)) (drop (i32.const 3)) (drop (i32.const 4))"))
                .as("one instruction is common to both")
                .containsExactly(3, 2);
    }

    @Test
    void nothingIsPaidAheadOfAReturnOrALoop() {
        assertThat(
                        charges(
                                "(local i32) (block (br_if 0 (local.get 0)) (call $g)) (drop (i32.const 1)) (drop (i32.const 2))"))
                .as(
                        "one instruction is common to both ways: behind its return, the call's pays for those behind the block")
                .containsExactly(3, 2, 1);
        assertThat(charges("(local i32) (block (br_if 0 (local.get 0)) (drop (i32.const 1)))"
                        + " (loop (br_if 0 (local.get 0)))"))
                .containsExactly(2, 1, 2);
    }

    @Test
    void aTrapGivesBackWhatWasPaidAhead() {
        Code body = body("(local i32) (block (br_if 0 (i32.load (i32.const 0))) (nop)) (drop (i32.const 1))");
        assertThat(restOfLoad(body, Costs.plain(body, 0), 2))
                .as("the branch, and what is behind the block")
                .isEqualTo(2);
    }

    @Test
    void aLoopInALoopPaysForTheOuterOneWhoseHeadCostsNothing() {
        Code body = body("(loop (loop (br 1)))");
        Costs costs = Costs.plain(body, 0);
        assertThat(charges("(loop (loop (br 1)))")).containsExactly(1);
        assertThat(costs.chargeAfter(0)).isEqualTo(1);
        assertThat(costs.isTested(0)).isTrue();
    }
}
