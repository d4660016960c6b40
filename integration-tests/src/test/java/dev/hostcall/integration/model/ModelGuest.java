package dev.hostcall.integration.model;

import dev.hostcall.integration.model.World.Gift;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.TerminationReason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An instance, as the table of its states says. */
final class ModelGuest {
    static final int FIRST_PAGES = 1;
    static final int MOST_PAGES = 3;

    final ModelWorld world;
    final Optional<Program> atStart;
    InstanceState state = InstanceState.CLOSED;
    long count;
    long left; // of the bound of this poll; less than nothing is carried into the next bound
    long cell; // in its linear memory
    long pages;

    @Nullable
    ModelRun poller;

    private @Nullable ModelMachine machine; // of the latest run
    private @Nullable ModelSwitch killSwitch; // of the run under way, or else of the next
    private boolean started;

    ModelGuest(ModelWorld world, Optional<Program> atStart) {
        this.world = world;
        this.atStart = atStart;
        renew();
    }

    private void renew() {
        count = 0;
        left = 0;
        cell = 0;
        pages = FIRST_PAGES;
        over();
        started = false;
        state = firstState();
    }

    private InstanceState firstState() {
        return started || atStart.isEmpty() ? InstanceState.READY : InstanceState.NOT_STARTED;
    }

    private void take(InstanceState from) {
        if (state != from) {
            throw End.refused();
        }
        state = InstanceState.RUNNING;
    }

    // ---- running ----

    ModelMachine beginPlay(Program program) {
        take(InstanceState.READY);
        return begun(ModelMachine.ofPlay(this, program));
    }

    ModelMachine beginStart() {
        take(InstanceState.NOT_STARTED);
        return begun(ModelMachine.ofStart(this, atStart.orElseThrow()));
    }

    private ModelMachine begun(ModelMachine fresh) {
        machine = fresh;
        if (killSwitch != null) {
            killSwitch.begin(fresh);
        }
        return fresh;
    }

    ModelMachine beginResume(Gift gift) {
        take(InstanceState.YIELDED);
        ModelMachine suspended = present();
        if (suspended.isExpecting() != (gift == Gift.NUMBER) || gift == Gift.TEXT) {
            state = InstanceState.YIELDED;
            throw End.of("unfit");
        }
        suspended.gift(gift == Gift.NUMBER ? ModelWorld.NUMBER : 0);
        return suspended;
    }

    /** Runs on the caller's thread, where it may not wait. */
    String drive(ModelMachine running) {
        running.drivenBy(false, Terms.NONE);
        return settle(running, running.advance()).orElseThrow();
    }

    void goOn() {
        if (state != InstanceState.BLOCKED && state != InstanceState.BOUND_EXPIRED) {
            throw End.refused();
        }
        state = InstanceState.RUNNING;
    }

    /** The result of a stop, if it is the end of a poll that is ready. */
    Optional<String> settle(ModelMachine running, ModelMachine.Stop stop) {
        switch (stop) {
            case RETURNED -> {
                over();
                state = InstanceState.READY;
                started = true;
                return Optional.of(running.result());
            }
            case YIELDED -> {
                state = InstanceState.YIELDED;
                return Optional.of(running.result());
            }
            case WAITING -> state = InstanceState.BLOCKED;
            case BOUND_EXPIRED -> state = InstanceState.BOUND_EXPIRED;
            case FAILED -> {
                over();
                End end = running.end();
                state = end.isTrap() ? InstanceState.FAULTED : InstanceState.TERMINATED;
                throw end;
            }
        }
        return Optional.empty();
    }

    // ---- ending ----

    ModelSwitch killSwitch() {
        ModelSwitch present = killSwitch;
        if (present == null) {
            present = new ModelSwitch();
            if (state == InstanceState.CLOSED) {
                present.over();
            } else {
                killSwitch = present;
                if (machine != null && isUnderWay()) {
                    present.begin(machine);
                }
            }
        }
        return present;
    }

    private boolean isUnderWay() {
        return switch (state) {
            case RUNNING, YIELDED, BLOCKED, BOUND_EXPIRED -> true;
            default -> false;
        };
    }

    private void over() {
        if (killSwitch != null) {
            killSwitch.over();
            killSwitch = null;
        }
    }

    void reset() {
        stop();
        renew();
    }

    void recover() {
        if (state != InstanceState.FAULTED && state != InstanceState.TERMINATED) {
            throw End.refused();
        }
        state = firstState();
    }

    void close() {
        if (state != InstanceState.CLOSED) {
            stop();
            state = InstanceState.CLOSED;
        }
    }

    private void stop() {
        if (state == InstanceState.RUNNING || state == InstanceState.CLOSED) {
            throw End.refused();
        }
        if (state == InstanceState.BLOCKED || state == InstanceState.BOUND_EXPIRED) {
            if (poller != null) {
                poller.close();
            }
        }
        boolean yielded = state == InstanceState.YIELDED;
        state = InstanceState.RUNNING;
        if (yielded) {
            present().request(TerminationReason.ABANDONED);
            present().advance();
        }
        over();
    }

    private ModelMachine present() {
        if (machine == null) {
            throw new IllegalStateException("nothing was run");
        }
        return machine;
    }

    @Override
    public String toString() {
        return state == InstanceState.CLOSED
                ? "CLOSED"
                : state + " count " + count + " pages " + pages + " cell " + cell;
    }
}
