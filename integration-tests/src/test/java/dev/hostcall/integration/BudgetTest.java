package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.Metering;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Poll;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.Vmctx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Wherever a bound interrupts a guest, it does the same and counts the same; and it is interrupted exactly as often as
 * its instructions and the bound say.
 */
class BudgetTest {
    private static final int N = 252; // a multiple of 6, below 256
    private static final long[] BOUNDS = {0, 1, 2, 3, 7, 1000};
    private static final Set<String> ATOMIC = Set.of("atomics", "wait");
    private static final Set<String> THROWING = Set.of("catch", "rethrow", "catch_self");
    private static final long SUM = N * (N + 1L) / 2;

    /**
     * A shape of loop or call, an export of {@code budget-guest.wat}.
     *
     * @param count what its run costs in all; what each line costs stands in the guest's text
     * @param charges how the count grows from one test of the budget, at a function's entry or a loop's head, to the
     *     next: a straight line is charged where it begins
     */
    private record Shape(String name, long result, long count, List<Long> charges) {

        /** How often a poll with this bound ends before the run does: a poll goes on from the last one's overshoot. */
        int expiries(long bound) {
            int expiries = 0;
            long left = bound;
            for (long charge : charges) {
                left -= charge;
                if (left < 0) {
                    expiries++;
                    left += bound;
                }
            }
            return expiries;
        }

        /** The same for a guest that waits in each round, 4 instructions behind its head: what is left of a bound lapses then. */
        int expiriesWithWaits(long bound) {
            int expiries = 0;
            long left = bound;
            for (int round = 0; round < N; round++) {
                left -= 4;
                if (left < 0) {
                    expiries++;
                    left += bound;
                }
                left = Math.min(left, 0) + bound - 8;
            }
            return expiries;
        }

        long longestStretch() {
            long behindTheLast =
                    count - charges.stream().mapToLong(Long::longValue).sum();
            return Math.max(Collections.max(charges), behindTheLast);
        }

        /** The guest that exports it. */
        String guest() {
            if (ATOMIC.contains(name)) {
                return "budget-atomics-guest.wat";
            }
            return THROWING.contains(name) ? "budget-exceptions-guest.wat" : "budget-guest.wat";
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Shape> shapes() {
        return List.of(
                new Shape("plain", SUM, 10 * N + 1, each(10, 10)),
                new Shape("nested", 3 * N, (2 + 3 * 9 + 5) * N + 1, nested()),
                new Shape("br_table", SUM, 12 * N + 1, each(12, 12)),
                // what is charged ahead: the one instruction behind the loop, as no way costs less
                new Shape("if", SUM, 12 * N + 3, after(3, each(12, 12))),
                // what both arms cost, 4, is charged before the if
                new Shape("if_else", SUM + 5, 12 * N + 2 + 4 + 1, after(6, each(12, 12))),
                new Shape(
                        "back_edges", N / 3 * (N - 3) / 2 + N / 6, 8 * N + 9 * (N / 3) + 6 * (N / 6) + 1, backEdges()),
                // the innermost returns into all others without a test: 2 for each
                new Shape("recursive", SUM, 11 * N + 4, after(4, recursion(9))),
                new Shape("mutual", N % 2, 8 * N + 4, after(4, each(7, 7))),
                new Shape("call_indirect", N / 2 * 3, (4 + 2 + 3 + 1 + 1 + 5) * N + 1, callIndirect()),
                new Shape("tail_self", SUM, 3 + 11 * N + 4, after(3, after(4, each(11, 11)))),
                new Shape("tail_mutual", N % 2, 3 + (8 + 7) * (N / 2) + 1, after(4, tailMutual())),
                new Shape("tail_indirect", N / 2 * 3 - 1, 5 + 14 * N + 4, after(5, after(4, each(14, 14)))),
                new Shape("catch", SUM, 13 * N + 1, thrown(List.of(2L, 3L), 8)),
                new Shape("rethrow", SUM, 16 * N + 1, thrown(List.of(2L, 2L, 3L), 9)),
                new Shape("catch_self", 7, 8 * N + 7, after(2, after(5, recursion(8)))),
                new Shape("hostcall_plain", 2 * SUM, 12 * N + 1, each(4, 12)),
                new Shape("hostcall_ready", 2 * SUM, 12 * N + 1, each(4, 12)),
                new Shape("bulk", SUM, (16 + 7 + 5 + 5) * N + 1, each(26, 33)),
                new Shape("vectors", 2 * SUM, 16 * N + 5, each(16, 16)),
                new Shape("atomics", SUM, 21 * N + 2, each(21, 21)),
                new Shape("grow", N, 11 * N + 1, each(3, 11)));
    }

    /** Shapes whose polls end for another reason too, and then lose what is left of their bound. */
    private static List<Shape> waitingShapes() {
        return List.of(
                new Shape("hostcall_later", 2 * SUM, 12 * N + 1, each(4, 12)),
                new Shape("hostcall_body", 2 * SUM, 12 * N + 1, each(4, 12)),
                new Shape("wait", 0, 12 * N + 2, each(4, 12)));
    }

    private static List<Long> each(long first, long others) {
        return LongStream.range(0, N).map(i -> i == 0 ? first : others).boxed().toList();
    }

    private static List<Long> after(long first, List<Long> rest) {
        return Stream.concat(Stream.of(first), rest.stream()).toList();
    }

    /** Of a function of which eight copies are inlined into it: it is tested when it is called, and its copies are not. */
    private static List<Long> recursion(long call) {
        return after(0, Collections.nCopies(N / 9, 9 * call));
    }

    private static List<Long> nested() {
        return LongStream.range(0, N)
                .flatMap(i -> LongStream.of(i == 0 ? 2 : 5 + 2, 9, 9, 9))
                .boxed()
                .toList();
    }

    private static List<Long> tailMutual() {
        return LongStream.range(0, N).map(i -> i % 2 == 0 ? 8 : 7).boxed().toList();
    }

    /** The charges of each round, the first of which comes after so many that are not tested. */
    private static List<Long> thrown(List<Long> round, long behind) {
        return LongStream.range(0, N)
                .boxed()
                .flatMap(i -> Stream.concat(
                        Stream.of(round.get(0) + (i == 0 ? 0 : behind)), round.subList(1, round.size()).stream()))
                .toList();
    }

    private static List<Long> callIndirect() {
        return LongStream.range(0, N)
                .flatMap(i -> LongStream.of(i == 0 ? 6 : 7 + 6, 3))
                .boxed()
                .toList();
    }

    private static List<Long> backEdges() {
        List<Long> charges = new ArrayList<>();
        long carried = 0;
        for (int i = 0; i < N; i++) {
            int n = N - 1 - i;
            charges.add(carried + 8);
            carried = (n % 3 == 0 ? 9L : 0) + (n % 6 == 0 ? 6 : 0);
        }
        return charges;
    }

    static Stream<Arguments> shapesAndModes() {
        return modes().flatMap(mode -> shapes().stream().map(shape -> Arguments.of(shape, mode)));
    }

    static Stream<Arguments> waitingShapesAndModes() {
        return modes().flatMap(mode -> waitingShapes().stream().map(shape -> Arguments.of(shape, mode)));
    }

    private static Stream<BoundsMode> modes() {
        return Stream.of(BoundsMode.values());
    }

    /** What the guest calls. */
    @HostcallModule("rounds")
    static final class RoundsHost {
        private CompletableFuture<Long> pending = new CompletableFuture<>();
        private long answer;

        @Hostcall
        static long plain(long n) {
            return 2 * n;
        }

        @Hostcall
        static CompletableFuture<Long> ready(long n) {
            return CompletableFuture.completedFuture(2 * n);
        }

        @Hostcall
        CompletableFuture<Long> later(long n) {
            pending = new CompletableFuture<>();
            answer = 2 * n;
            return pending;
        }

        @Hostcall
        long body(Vmctx vmctx, long n) {
            return vmctx.blockOn(later(n));
        }

        void answer() {
            pending.complete(answer);
        }
    }

    /** What a run came to. */
    private record Outcome(long result, int expiries, int waits, List<Long> polls) {
        long count() {
            return polls.stream().mapToLong(Long::longValue).sum();
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("shapesAndModes")
    void aGuestIsInterruptedAsOftenAsItsInstructionsAndTheBoundSay(Shape shape, BoundsMode mode) {
        try (Guest guest = new Guest(shape.guest(), mode, Metering.ON)) {
            Outcome free = guest.run(shape, Long.MAX_VALUE);
            assertThat(free.result()).isEqualTo(shape.result());
            assertThat(free.count()).isEqualTo(shape.count());
            assertThat(free.expiries()).isZero();
            for (long bound : BOUNDS) {
                Outcome bounded = guest.run(shape, bound);
                assertThat(bounded.result()).as("result, bound %d", bound).isEqualTo(shape.result());
                assertThat(bounded.count()).as("count, bound %d", bound).isEqualTo(shape.count());
                assertThat(bounded.expiries()).as("expiries, bound %d", bound).isEqualTo(shape.expiries(bound));
                assertThat(bounded.polls())
                        .as("what each poll executed, bound %d", bound)
                        .allMatch(executed -> executed <= bound + shape.longestStretch());
            }
            assertThat(guest.run(shape, shape.count()).expiries())
                    .as("what the run takes is enough for it")
                    .isZero();
            assertThat(guest.run(shape, 0).expiries())
                    .as("a bound of 0 expires at every test")
                    .isEqualTo(shape.charges().size());
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("waitingShapesAndModes")
    void aGuestThatWaitsMeanwhileCountsTheSame(Shape shape, BoundsMode mode) {
        try (Guest guest = new Guest(shape.guest(), mode, Metering.ON)) {
            Outcome free = guest.run(shape, Long.MAX_VALUE);
            assertThat(guest.run(shape, 1000))
                    .as("no round takes a thousand instructions")
                    .isEqualTo(free);
            assertThat(free.result()).isEqualTo(shape.result());
            assertThat(free.count()).isEqualTo(shape.count());
            assertThat(free.waits()).isEqualTo(N);
            for (long bound : BOUNDS) {
                Outcome bounded = guest.run(shape, bound);
                assertThat(bounded.result()).as("result, bound %d", bound).isEqualTo(shape.result());
                assertThat(bounded.count()).as("count, bound %d", bound).isEqualTo(shape.count());
                assertThat(bounded.waits()).as("waits, bound %d", bound).isEqualTo(N);
                assertThat(bounded.expiries())
                        .as("expiries, bound %d", bound)
                        .isEqualTo(shape.expiriesWithWaits(bound));
                assertThat(bounded.polls())
                        .as("what each poll executed, bound %d", bound)
                        .allMatch(executed -> executed <= bound + shape.longestStretch());
            }
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource({"shapesAndModes", "waitingShapesAndModes"})
    void aGuestThatIsNotMeteredDoesTheSameAndCountsNothing(Shape shape, BoundsMode mode) {
        try (Guest guest = new Guest(shape.guest(), mode, Metering.OFF)) {
            assertThat(guest.run(shape, Long.MAX_VALUE).result()).isEqualTo(shape.result());
            assertThat(guest.instance.instructionCount()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(loop $a (loop $b (br $a)))",
                "(loop $a (block (loop $b (br $a))))",
                "(loop $a (loop $b (loop $c (br $a))))",
                "(loop $a (loop $b (br_table $a $a (i32.const 0))))",
                "(loop $a (loop $b (br_if $a (i32.const 1))))",
                "(loop $a (if (i32.const 1) (then (loop $b (br $a)))))",
                "(loop $a (try (do (loop $b (br $a))) (catch_all)))",
                "(loop (return_call $f))",
                "(loop (loop (return_call $g)))",
                "(loop (loop (return_call_indirect (i32.const 0))))"
            })
    void aLoopWhoseHeadCostsNothingIsBounded(String body) {
        for (int level = 0; level <= 2; level++) {
            GuestModule module = WatGuest.of(
                    "(module (table funcref (elem $f)) (func $f (export \"f\") %s) (func $g (loop (return_call $f))))"
                            .formatted(body),
                    "endless",
                    CompilerOptions.defaults().withOptimization(level));
            try (Region region = Region.create(1, Limits.defaults());
                    Instance instance = region.newInstance(module)) {
                RunAsync run = instance.runAsync("f");
                run.boundInstCount(1000);
                for (int poll = 1; poll <= 2; poll++) {
                    assertThat(run.poll(() -> {}).isReady()).isFalse();
                    assertThat(run.state()).isEqualTo(RunAsync.State.BOUND_EXPIRED);
                    assertThat(instance.instructionCount().orElseThrow()).isBetween(1000L * poll, 1010L * poll);
                }
            }
        }
    }

    /** A bound is granted in slices of about a million; the end of one is not the end of the poll. */
    @ParameterizedTest
    @MethodSource("modes")
    void aBoundOfSeveralSlicesIsKeptAsExactly(BoundsMode mode) {
        int rounds = 1_000_000;
        try (Guest guest = new Guest("budget-guest.wat", mode, Metering.ON)) {
            for (long bound : new long[] {1 << 20, (1 << 20) + 1, (1 << 20) + 3, 3_000_000, 1 << 22, (1 << 22) + 7}) {
                Outcome bounded = guest.run("plain", rounds, bound);
                assertThat(bounded.count()).isEqualTo(10L * rounds + 1);
                assertThat(bounded.expiries()).isEqualTo((int) ((10L * rounds - 1) / bound));
                assertThat(bounded.polls()).allMatch(executed -> executed <= bound + 10);
            }
        }
    }

    /** One instance in a region of its own. */
    private static final class Guest implements AutoCloseable {
        private final RoundsHost host = new RoundsHost();
        private final Region region;
        private final Instance instance;

        Guest(String guest, BoundsMode mode, Metering metering) {
            CompilerOptions options =
                    CompilerOptions.defaults().withBounds(mode).withMetering(metering);
            GuestModule module = WatGuest.load(BudgetTest.class, guest, options);
            region = Region.create(1, mode == BoundsMode.GUARD ? Limits.defaults() : Limits.compact());
            instance = region.newInstance(module, BudgetTest_RoundsHostHostcalls.of(host));
        }

        Outcome run(Shape shape, long bound) {
            return run(shape.name(), N, bound);
        }

        Outcome run(String function, int rounds, long bound) {
            instance.reset(); // an overshoot is carried into the next run too
            RunAsync run = instance.runAsync(function, rounds);
            if (bound != Long.MAX_VALUE) {
                run.boundInstCount(bound);
            }
            int expiries = 0;
            int waits = 0;
            List<Long> polls = new ArrayList<>();
            while (true) {
                long before = instance.instructionCount().orElse(0);
                Poll<RunResult> poll = run.poll(() -> {});
                polls.add(instance.instructionCount().orElse(0) - before);
                if (poll instanceof Poll.Ready<RunResult> ready) {
                    return new Outcome(ready.value().returned().i64(), expiries, waits, polls);
                }
                if (run.state() == RunAsync.State.BOUND_EXPIRED) {
                    expiries++;
                } else {
                    waits++;
                    host.answer();
                    instance.memory().notify(0, 1);
                }
            }
        }

        @Override
        public void close() {
            instance.close();
            region.close();
        }
    }
}
