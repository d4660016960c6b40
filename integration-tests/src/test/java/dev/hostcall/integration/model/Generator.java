package dev.hostcall.integration.model;

import dev.hostcall.integration.model.Step.Outlook;
import dev.hostcall.integration.model.World.Driving;
import dev.hostcall.integration.model.World.Gift;
import dev.hostcall.runtime.BoundPolicy;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Makes operations up, the same from the same seed. */
final class Generator {
    private static final long[] BOUNDS = {0, 1, 7, 40, 100, 1000, 1_000_000, 3_000_000, Long.MAX_VALUE};
    private static final int DEEPEST = 2;

    private final Random random;

    Generator(long seed) {
        random = new Random(seed);
    }

    List<Turn> turns(int count) {
        return Stream.generate(this::turn).limit(count).toList();
    }

    private Turn turn() {
        return new Turn(random.nextInt(Hands.THREADS), operation());
    }

    private Operation operation() {
        int roll = random.nextInt(100);
        if (roll < 12) {
            return new Operation.RunAsync(guest(), run(), program(0), terms());
        } else if (roll < 25) {
            return new Operation.Poll(guest(), run());
        } else if (roll < 35) {
            return new Operation.Complete(pick(), completion());
        } else if (roll < 42) {
            return new Operation.Drive(guest(), run(), one(Driving.values()));
        } else if (roll < 45) {
            return new Operation.Task();
        } else if (roll < 50) {
            return new Operation.Run(guest(), program(0));
        } else if (roll < 55) {
            return new Operation.Resume(guest(), gift());
        } else if (roll < 59) {
            return new Operation.ResumeAsync(guest(), run(), gift(), terms());
        } else if (roll < 62) {
            return new Operation.Join(guest(), run());
        } else {
            return change(roll);
        }
    }

    private Operation change(int roll) {
        return switch (roll) {
            case 62, 63, 64, 65 -> new Operation.Start(guest());
            case 66, 67 -> new Operation.StartAsync(guest(), run(), terms());
            case 68, 69 -> kill(guest());
            case 70, 71 -> new Operation.CloseRun(guest(), run());
            case 72, 73 -> new Operation.Cancel(guest(), run());
            case 74, 75 -> new Operation.Wake(pick());
            case 76, 77 -> new Operation.Bound(guest(), run(), bound() - random.nextInt(2));
            case 78 -> new Operation.Policy(guest(), run(), one(BoundPolicy.values()));
            case 79 -> new Operation.Total(guest(), run(), bound() - random.nextInt(2));
            case 80 -> new Operation.CloseGuest(guest());
            case 81, 82, 83, 84, 85, 86 -> new Operation.Create(guest(), program(0));
            case 87, 88, 89, 90, 91, 92, 93 -> new Operation.Reset(guest());
            default -> new Operation.Recover(guest());
        };
    }

    private Operation kill(int guest) {
        return one(new Operation.Kill(guest), new Operation.TakeSwitch(guest), new Operation.KillTaken(guest));
    }

    // ---- programs ----

    private Program program(int depth) {
        return new Program(some(4, () -> step(depth)));
    }

    private Step step(int depth) {
        int roll = random.nextInt(100);
        if (roll < 20) {
            return new Step.Plain(freeDeed(depth));
        } else if (roll < 45) {
            return new Step.Tail(outlook());
        } else if (roll < 75) {
            return new Step.Body(some(3, () -> deed(depth)), random.nextBoolean());
        }
        if (depth > 0 && roll > 90) { // for the hostcall that calls back to catch
            return one(Step.Alone.FAULT, Step.Alone.UNREACHABLE);
        }
        return random.nextInt(200) == 0 && depth == 0
                ? Step.Alone.LABOUR
                : one(
                        Step.Alone.WORK,
                        Step.Alone.WORK,
                        Step.Alone.BUMP,
                        Step.Alone.BUMP,
                        Step.Alone.GROW,
                        workOrTrap());
    }

    private Step workOrTrap() {
        return one(Step.Alone.WORK, Step.Alone.WORK, Step.Alone.FAULT, Step.Alone.UNREACHABLE);
    }

    private Deed freeDeed(int depth) {
        return switch (random.nextInt(24)) {
            case 0 -> new Deed.Throw(random.nextInt(10));
            case 1 -> new Deed.Kill(guest());
            case 2 -> new Deed.Close(guest(), run());
            case 3, 4 -> new Deed.Complete(pick(), completion());
            case 5, 6 -> depth < DEEPEST ? new Deed.Run(guest(), program(depth + 1)) : new Deed.Meddle();
            case 7 -> new Deed.Meddle();
            case 8 -> new Deed.Bound(run(), bound() - random.nextInt(2));
            default -> new Deed.Give(random.nextInt(10));
        };
    }

    private Deed deed(int depth) {
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> new Deed.Wait(outlook());
            case 4 -> new Deed.TryWait(outlook());
            case 5, 6 -> new Deed.Poll(random.nextInt(3) == 0);
            case 7 -> new Deed.Yield(random.nextBoolean(), random.nextBoolean());
            case 8, 9, 10 -> depth < DEEPEST ? new Deed.Call(program(depth + 1)) : new Deed.Give(1);
            case 11, 12 -> depth < DEEPEST ? new Deed.CallReference(program(depth + 1)) : consume();
            case 13 -> depth < DEEPEST ? new Deed.Await(guest(), program(depth + 1), bound()) : new Deed.Give(2);
            case 15 -> new Deed.Bound(run(), random.nextInt(400) - 1);
            case 14 -> random.nextInt(4) == 0 ? new Deed.Terminate(random.nextInt(10)) : new Deed.Give(3);
            default -> freeDeed(depth);
        };
    }

    private Deed consume() {
        return new Deed.Consume(random.nextInt(8) == 0 ? 3_000_000 : random.nextInt(300));
    }

    // ---- small things ----

    private Terms terms() {
        if (random.nextInt(3) > 0) {
            return Terms.NONE;
        }
        boolean limited = random.nextInt(4) == 0;
        return new Terms(
                bound(), one(BoundPolicy.values()), limited ? bound() : Long.MAX_VALUE, random.nextInt(10) == 0);
    }

    private long bound() {
        return BOUNDS[random.nextInt(BOUNDS.length)];
    }

    private Gift gift() {
        return random.nextInt(8) == 0 ? Gift.TEXT : one(Gift.NOTHING, Gift.NUMBER);
    }

    private Outlook outlook() {
        return random.nextInt(3) > 0 ? Outlook.OPEN : random.nextInt(3) > 0 ? Outlook.DONE : completion();
    }

    private Outlook completion() {
        return random.nextInt(6) > 0 ? Outlook.DONE : one(Outlook.FAILED, Outlook.CANCELLED);
    }

    private int guest() {
        return random.nextInt(World.GUESTS);
    }

    private int run() {
        return random.nextInt(World.RUNS);
    }

    private int pick() {
        return random.nextInt(World.PICKS);
    }

    private <T> List<T> some(int most, Supplier<T> making) {
        return Stream.generate(making).limit(random.nextInt(most + 1)).toList();
    }

    @SafeVarargs
    private <T> T one(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
