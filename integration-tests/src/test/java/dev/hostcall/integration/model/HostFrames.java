package dev.hostcall.integration.model;

import dev.hostcall.integration.model.ModelMachine.Stop;
import dev.hostcall.integration.model.Step.Outlook;
import dev.hostcall.runtime.TerminationReason;
import java.util.Optional;

/** Hostcalls, as far as they can be told in one step, and the frame of one that has returned a future. */
final class HostFrames {
    private HostFrames() {}

    static void call(ModelMachine machine, Step step) {
        if (step instanceof Step.Plain plain && plain.deed() instanceof Deed.Free free) {
            try {
                machine.hostcallReturned(machine.guest.world.perform(free, machine.guest));
            } catch (End thrown) {
                machine.endWith(End.threw(thrown));
            }
        } else if (step instanceof Step.Tail tail) {
            callTail(machine, tail.outlook());
        } else if (step instanceof Step.Body body) {
            machine.push(new BodyFrame(machine, body));
        } else {
            throw new IllegalStateException(step.toString());
        }
    }

    private static void callTail(ModelMachine machine, Outlook outlook) {
        ModelFuture future = machine.guest.world.newFuture(false, outlook);
        if (!machine.isAsync()) {
            future.complete(Outlook.CANCELLED);
            machine.endWith(End.ended(TerminationReason.BLOCK_ON_NEEDS_ASYNC));
        } else if (outlook != Outlook.OPEN) { // done when the hostcall returns
            try {
                machine.hostcallReturned(future.value());
            } catch (End thrown) {
                machine.endWith(End.threw(thrown));
            }
        } else if (machine.isEndRequested()) {
            future.complete(Outlook.CANCELLED);
            machine.hostcallReturned(0);
        } else {
            machine.push(new TailFrame(future));
        }
    }

    /** The guest waits for a future that belongs to the runtime; no Java frame is left. */
    private record TailFrame(ModelFuture future) implements ModelFrame {
        @Override
        public Optional<Stop> step(ModelMachine machine) {
            if (!machine.isEnding() && !future.isDone()) {
                future.waker(machine);
                return Optional.of(Stop.WAITING);
            }
            future.waker(null);
            machine.pop();
            if (machine.isEnding()) {
                future.complete(Outlook.CANCELLED);
                return Optional.empty();
            }
            try {
                machine.returns(future.value());
            } catch (End thrown) {
                machine.endWith(End.threw(thrown));
            }
            return Optional.empty();
        }
    }
}
