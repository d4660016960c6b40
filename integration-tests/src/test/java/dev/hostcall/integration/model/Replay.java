package dev.hostcall.integration.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Does operations to a real world and to a model, and compares. */
final class Replay {
    private static final Pattern WORDS = Pattern.compile("[A-Za-z_]+");

    private final RealWorld.Bounds bounds;
    private final Hands hands;
    private final Set<String> seen;

    /** Notes in a set what it has seen: the first words of outcomes and of what states guests and runs were in. */
    Replay(RealWorld.Bounds bounds, Hands hands, Set<String> seen) {
        this.bounds = bounds;
        this.hands = hands;
        this.seen = seen;
    }

    /** What differs first, if anything does. */
    Optional<String> difference(List<Turn> turns) {
        RealWorld real = new RealWorld(bounds, hands.helper());
        ModelWorld model = new ModelWorld();
        for (Turn turn : turns) {
            Optional<String> difference = difference(turn, real, model);
            if (difference.isPresent()) {
                return difference; // and leave the real world as it is
            }
        }
        try {
            hands.on(0, () -> {
                real.close();
                return "";
            });
            return Optional.empty();
        } catch (AssertionError e) {
            return Optional.of("closing the region: " + e.getMessage());
        }
    }

    private Optional<String> difference(Turn turn, RealWorld real, ModelWorld model) {
        String found;
        try {
            found = hands.on(turn.thread(), () -> turn.operation().in(real));
            if (real.isUnsettled()) {
                hands.on(turn.thread() + 1, () -> {
                    real.settle();
                    return "";
                });
            }
            found += "\n" + real.view();
        } catch (AssertionError e) {
            found = e.getMessage();
        }
        String outcome = turn.operation().in(model);
        model.settle();
        String expected = outcome + "\n" + model.view();
        WORDS.matcher(expected).results().forEach(word -> seen.add(word.group()));
        return expected.equals(found)
                ? Optional.empty()
                : Optional.of("after " + turn + "\nexpected " + expected + "\nfound    " + found);
    }

    /** A shorter list that differs too: as long as any part can be left out, the larger the better, it is. */
    List<Turn> shrunk(List<Turn> turns) {
        List<Turn> shortest = turns;
        for (int part = turns.size() / 2; part > 0; part = Math.min(part / 2, shortest.size())) {
            int from = 0;
            while (from < shortest.size()) {
                List<Turn> shorter = new ArrayList<>(shortest);
                shorter.subList(from, Math.min(from + part, shorter.size())).clear();
                if (difference(shorter).isPresent()) {
                    shortest = shorter;
                } else {
                    from += part;
                }
            }
        }
        return shortest;
    }
}
