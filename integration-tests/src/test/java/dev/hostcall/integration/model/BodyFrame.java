package dev.hostcall.integration.model;

import dev.hostcall.integration.model.ModelMachine.Stop;
import dev.hostcall.integration.model.Step.Outlook;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.TerminationReason;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of a hostcall under way. */
final class BodyFrame implements ModelFrame {
    private static final long NO_ASYNC = 1000; // what tryWait results in where it cannot wait

    private final ModelMachine machine;
    private final Iterator<Deed> deeds;
    private final boolean stubborn;
    private @Nullable Doing doing;
    private long result;

    BodyFrame(ModelMachine machine, Step.Body body) {
        this.machine = machine;
        this.deeds = body.deeds().iterator();
        this.stubborn = body.stubborn();
        machine.guest.world.bodyEntered();
    }

    /** A deed under way. */
    private interface Doing {
        /** A stop if the guest is to be suspended in it, to be called again afterwards; otherwise it is done. */
        Optional<Stop> goOn();

        /** Called when it is done. */
        long result();

        /** The guest is ended in it. */
        default void abandon() {}
    }

    @Override
    public Optional<Stop> step(ModelMachine same) {
        try {
            Doing present = doing;
            if (present == null) {
                if (!deeds.hasNext()) {
                    leave();
                    machine.hostcallReturned(result);
                    return Optional.empty();
                }
                present = begin(deeds.next());
                doing = present;
            } else if (machine.isEnding()) {
                present.abandon();
                throw present instanceof Calling ? machine.endOfNestedCall() : machine.end();
            }
            Optional<Stop> stop = present.goOn();
            boolean called = doing instanceof Calling calling && calling.isUnderWay();
            if (stop.isEmpty() && !called) {
                result = result * 7 + present.result();
                doing = null;
            }
            return stop;
        } catch (End thrown) {
            doing = null;
            if (!stubborn) {
                leave();
                machine.endWith(machine.endBy(thrown));
            }
            return Optional.empty();
        }
    }

    private void leave() {
        machine.pop();
        machine.guest.world.bodyLeft();
    }

    private Doing begin(Deed deed) {
        if (deed instanceof Deed.Free free) {
            return new Done(machine.guest.world.perform(free, machine.guest));
        }
        if (deed instanceof Deed.Wait wait) {
            return waiting(machine.guest.world.newFuture(false, wait.outlook()), true);
        }
        if (deed instanceof Deed.TryWait wait) {
            return waiting(machine.guest.world.newFuture(false, wait.outlook()), false);
        }
        if (deed instanceof Deed.Poll poll) {
            ModelFuture future = machine.guest.world.newFuture(true, Outlook.OPEN);
            throwIfEnding();
            return new Polling(future, poll.yielding());
        }
        if (deed instanceof Deed.Await await) {
            ModelGuest other = machine.guest.world.guest(await.guest());
            Terms terms = Terms.NONE.withBound(machine.guest.world.boundOf(await));
            throwIfEnding();
            return new Awaiting(
                    new ModelRun(other, RunAsync.State.START, terms, () -> other.beginPlay(await.program())));
        }
        throwIfEnding();
        if (deed instanceof Deed.Yield yield) {
            return new Yielding(yield);
        }
        if (deed instanceof Deed.Call call) {
            return new Calling(call.program());
        }
        if (deed instanceof Deed.CallReference call) {
            return new Calling(call.program());
        }
        if (deed instanceof Deed.Consume consume) {
            return new Consuming(consume.instructions());
        }
        if (deed instanceof Deed.Terminate terminate) {
            throw machine.endWith(End.of("ended PROVIDED " + terminate.details()));
        }
        throw new IllegalStateException(deed.toString());
    }

    /** Whatever a hostcall asks of a guest that is ended, it is thrown the end. */
    private void throwIfEnding() {
        if (machine.isEnding()) {
            throw machine.end();
        }
    }

    private void requireAsync() {
        if (!machine.isAsync()) {
            throw machine.endWith(End.ended(TerminationReason.BLOCK_ON_NEEDS_ASYNC));
        }
    }

    private Doing waiting(ModelFuture future, boolean insisting) {
        throwIfEnding();
        if (!machine.isAsync() && !insisting) {
            return new Done(NO_ASYNC);
        }
        requireAsync();
        return new Waiting(future);
    }

    private record Done(long result) implements Doing {
        @Override
        public Optional<Stop> goOn() {
            return Optional.empty();
        }
    }

    /** For a future that is completed. */
    private final class Waiting implements Doing {
        private final ModelFuture future;

        Waiting(ModelFuture future) {
            this.future = future;
        }

        @Override
        public Optional<Stop> goOn() {
            boolean done = future.isDone();
            future.waker(done ? null : machine);
            return done ? Optional.empty() : Optional.of(Stop.WAITING);
        }

        @Override
        public long result() {
            return future.value();
        }

        @Override
        public void abandon() {
            future.waker(null);
        }
    }

    /** For a future that is polled. */
    private final class Polling implements Doing {
        private final ModelFuture future;
        private boolean yielding;
        private boolean yielded; // and not been resumed yet

        Polling(ModelFuture future, boolean yielding) {
            this.future = future;
            this.yielding = yielding;
        }

        @Override
        public Optional<Stop> goOn() {
            if (!yielded) {
                requireAsync();
            }
            if (yielding) {
                yielding = false;
                yielded = true;
                return machine.suspend(Optional.empty(), false);
            }
            yielded = false;
            future.polledWith(machine);
            if (future.isDone()) {
                return Optional.empty();
            }
            requireAsync();
            return Optional.of(Stop.WAITING);
        }

        @Override
        public long result() {
            return future.value();
        }
    }

    /** Paying for what the hostcall does. */
    private final class Consuming implements Doing {
        private final long instructions;
        private boolean begun;

        Consuming(long instructions) {
            this.instructions = instructions;
        }

        @Override
        public Optional<Stop> goOn() {
            boolean stopped = begun;
            if (!begun) {
                begun = true;
                machine.pay(instructions);
            }
            while (machine.guest.left < 0 && !(stopped && machine.isBoundOfNothing())) {
                Optional<Stop> stop = machine.payAndTest(0);
                throwIfEnding();
                if (stop.isPresent()) {
                    return stop;
                }
                stopped = true;
            }
            return Optional.empty();
        }

        @Override
        public long result() {
            return instructions;
        }
    }

    /** For another guest's run. */
    private final class Awaiting implements Doing {
        private final ModelRun run;
        private long result;

        Awaiting(ModelRun run) {
            this.run = run;
        }

        @Override
        public Optional<Stop> goOn() {
            requireAsync();
            Optional<String> outcome = run.poll(machine);
            outcome.ifPresent(text -> result = text.hashCode());
            return outcome.isPresent() ? Optional.empty() : Optional.of(Stop.WAITING);
        }

        @Override
        public long result() {
            return result;
        }
    }

    private final class Yielding implements Doing {
        private final Deed.Yield yield;
        private boolean resumed;

        Yielding(Deed.Yield yield) {
            this.yield = yield;
        }

        @Override
        public Optional<Stop> goOn() {
            if (resumed) {
                return Optional.empty();
            }
            resumed = true;
            return machine.suspend(
                    yield.value() ? Optional.of(ModelWorld.NUMBER) : Optional.empty(), yield.expecting());
        }

        @Override
        public long result() {
            return machine.takeGift();
        }
    }

    /** Back into the guest. */
    private final class Calling implements Doing {
        private final Program program;
        private boolean called;
        private boolean underWay;

        Calling(Program program) {
            this.program = program;
        }

        boolean isUnderWay() {
            return underWay;
        }

        @Override
        public Optional<Stop> goOn() {
            underWay = !called;
            if (!called) {
                called = true;
                machine.push(GuestFrame.ofPlay(program));
            }
            return Optional.empty();
        }

        @Override
        public long result() {
            return machine.returned();
        }
    }
}
