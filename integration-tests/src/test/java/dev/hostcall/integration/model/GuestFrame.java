package dev.hostcall.integration.model;

import dev.hostcall.integration.model.ModelMachine.Stop;
import dev.hostcall.runtime.TrapCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A function of {@code model-guest.wat} under way: the figures are those that stand there on the right. */
final class GuestFrame implements ModelFrame {
    private static final int WORK = 10;
    private static final int LABOUR = 120_000;

    private final List<Micro> code = new ArrayList<>();
    private int next;
    private long rounds;
    private long value;
    private long sum;

    private GuestFrame() {}

    /** What a guest does between two points where it may stop. */
    private interface Micro {
        Optional<Stop> run(ModelMachine machine);
    }

    static GuestFrame ofPlay(Program program) {
        GuestFrame frame = new GuestFrame();
        program.steps().forEach(frame::addStep);
        frame.code.add(machine -> machine.payAndTest(6));
        frame.addPay(1);
        frame.code.add(machine -> frame.leave(machine, frame.sum));
        return frame;
    }

    static GuestFrame ofStart(Program program) {
        GuestFrame frame = new GuestFrame();
        frame.code.add(machine -> machine.payAndTest(1));
        for (int hostcall = 0; hostcall < 2; hostcall++) {
            frame.add(machine -> machine.hostcallReturned(0));
            frame.addPay(2);
        }
        frame.add(machine -> machine.push(ofPlay(program)));
        frame.addPay(1);
        frame.code.add(machine -> frame.leave(machine, 0));
        return frame;
    }

    private void addStep(Step step) {
        code.add(machine -> machine.payAndTest(6));
        if (step instanceof Step.Alone alone) {
            addAlone(alone);
        } else {
            addPay(3);
            add(machine -> HostFrames.call(machine, step));
            add(machine -> value = machine.returned());
            addPay(3);
        }
        addPay(15);
        add(machine -> sum = sum * 31 + value);
    }

    private void addAlone(Step.Alone step) {
        switch (step) {
            case WORK -> addLoop(WORK);
            case LABOUR -> addLoop(LABOUR);
            case BUMP -> {
                addPay(10);
                add(machine -> value = ++machine.guest.cell);
            }
            case GROW -> {
                addPay(2);
                add(machine -> value = machine.guest.pages < ModelGuest.MOST_PAGES ? machine.guest.pages++ : -1);
                addPay(3);
            }
            case FAULT -> {
                addPay(2);
                add(machine -> machine.endWith(End.trap(TrapCode.MEMORY_OUT_OF_BOUNDS)));
            }
            case UNREACHABLE -> add(machine -> machine.endWith(End.trap(TrapCode.UNREACHABLE)));
        }
    }

    private void addLoop(int count) {
        addPay(2);
        add(machine -> rounds = count);
        code.add(machine -> {
            Optional<Stop> stop = machine.payAndTest(10);
            value += rounds;
            rounds--;
            if (rounds > 0) {
                next--;
            }
            return stop;
        });
        addPay(1);
    }

    private void addPay(long instructions) {
        add(machine -> machine.pay(instructions));
    }

    private void add(Consumer<ModelMachine> micro) {
        code.add(machine -> {
            micro.accept(machine);
            return Optional.empty();
        });
    }

    private Optional<Stop> leave(ModelMachine machine, long result) {
        machine.pop();
        machine.returns(result);
        return Optional.empty();
    }

    @Override
    public Optional<Stop> step(ModelMachine machine) {
        if (machine.isEnding()) {
            return leave(machine, 0);
        }
        next++;
        return code.get(next - 1).run(machine);
    }
}
