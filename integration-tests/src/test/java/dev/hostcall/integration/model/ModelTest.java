package dev.hostcall.integration.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.integration.model.RealWorld.Bounds;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.TerminationReason;
import dev.hostcall.runtime.TrapCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Random operations on real guests lead where the model says. A few thousand every day;
 * {@code -Dhostcall.model.operations=1000000} for a campaign, {@code -Dhostcall.model.seed} to begin from another seed.
 */
final class ModelTest {
    private static final int OPERATIONS = Integer.getInteger("hostcall.model.operations", 10_000);
    private static final long SEED = Long.getLong("hostcall.model.seed", 1);

    /** Operations in one world; then comes the next, with the next seed. */
    private static final int IN_ONE_WORLD = 500;

    @Test
    void realGuestsDoWhatTheModelSays() {
        Set<String> seen = new TreeSet<>();
        try (Hands hands = new Hands()) {
            for (long world = 0; world * IN_ONE_WORLD < OPERATIONS; world++) {
                long seed = SEED + world;
                int count = (int) Math.min(IN_ONE_WORLD, OPERATIONS - world * IN_ONE_WORLD);
                Replay replay = new Replay(Bounds.ALL.get(Math.floorMod(seed, Bounds.ALL.size())), hands, seen);
                List<Turn> turns = new Generator(seed).turns(count);
                Optional<String> difference = replay.difference(turns);
                assertThat(difference)
                        .withFailMessage(() -> explain(seed, replay, turns, difference.orElseThrow()))
                        .isEmpty();
            }
        }
        assertThat(seen).containsAll(words(InstanceState.values()));
        assertThat(seen).containsAll(words(RunAsync.State.values()));
        assertThat(seen).containsAll(words(TerminationReason.values()));
        assertThat(seen)
                .contains("returned", "yielded", "pending", "refused", "unfit", "full", "rejected", "cancelled", "boom")
                .contains(TrapCode.UNREACHABLE.name(), TrapCode.MEMORY_OUT_OF_BOUNDS.name());
    }

    /** As far as they can be seen by a single thread that waits for no clock, and calls nothing through an interface. */
    private static List<String> words(Enum<?>[] values) {
        return Stream.of(values)
                .map(Enum::name)
                .filter(name -> !Set.of("RUNNING", "POLLING", "CPU_LIMIT_EXPIRED", "NO_VALUE")
                        .contains(name))
                .toList();
    }

    private static String explain(long seed, Replay replay, List<Turn> turns, String difference) {
        List<Turn> shortest = replay.shrunk(turns);
        return "seed %d (repeat with -Dhostcall.model.seed=%d): %s\n\nshrunk to\n%s\nwhich differs %s"
                .formatted(
                        seed,
                        seed,
                        difference,
                        shortest.stream().map(Turn::toString).collect(Collectors.joining("\n")),
                        replay.difference(shortest).orElse("no more"));
    }
}
