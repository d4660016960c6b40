package dev.hostcall.wasi.internal.calls;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.runtime.Memory;
import dev.hostcall.wasi.ExitException;
import dev.hostcall.wasi.internal.descriptor.Errno;
import java.util.Set;
import java.util.random.RandomGenerator;

/** What a program asks about itself and the system: arguments, environment, time, randomness; and its end. */
@HostcallModule(Preview1.MODULE)
final class ProcessCalls {
    private static final int CHUNK = 64 << 10;

    /** The last one of {@code signal}. */
    private static final int SIGSYS = 30;

    /** None, and those that do nothing if they are not handled: CHLD, CONT, URG, WINCH. */
    private static final Set<Integer> WITHOUT_EFFECT = Set.of(0, 16, 17, 22, 27);

    /** STOP, TSTP, TTIN, TTOU: there is nobody who would let the guest go on. */
    private static final Set<Integer> STOPPING = Set.of(18, 19, 20, 21);

    /** As a shell reports a program that a signal has ended. */
    private static final int SIGNALLED = 128;

    private final Strings arguments;
    private final Strings environment;
    private final Clocks clocks;
    private final RandomGenerator random;

    ProcessCalls(Strings arguments, Strings environment, Clocks clocks, RandomGenerator random) {
        this.arguments = arguments;
        this.environment = environment;
        this.clocks = clocks;
        this.random = random;
    }

    @Hostcall
    int argsSizesGet(Memory memory, int count, int bytes) {
        return Outcome.of(() -> arguments.writeSizes(memory, count, bytes));
    }

    @Hostcall
    int argsGet(Memory memory, int pointers, int bytes) {
        return Outcome.of(() -> arguments.write(memory, pointers, bytes));
    }

    @Hostcall
    int environSizesGet(Memory memory, int count, int bytes) {
        return Outcome.of(() -> environment.writeSizes(memory, count, bytes));
    }

    @Hostcall
    int environGet(Memory memory, int pointers, int bytes) {
        return Outcome.of(() -> environment.write(memory, pointers, bytes));
    }

    @Hostcall
    int clockResGet(Memory memory, int clock, int resolution) {
        return Outcome.of(() -> memory.writeLong(Pointers.address(resolution), Clocks.resolution(clock)));
    }

    /** All clocks are read as exactly as they can be, whatever precision is enough for the guest. */
    @Hostcall
    int clockTimeGet(Memory memory, int clock, long precision, int time) {
        return Outcome.of(() -> memory.writeLong(Pointers.address(time), clocks.now(clock)));
    }

    @Hostcall
    int randomGet(Memory memory, int pointer, int length) {
        return Outcome.of(() -> {
            long at = Pointers.address(pointer);
            int size = Pointers.length(length);
            memory.slice(at, size);
            for (int done = 0; done < size; done += CHUNK) {
                byte[] bytes = new byte[Math.min(size - done, CHUNK)];
                random.nextBytes(bytes);
                memory.writeBytes(at + done, bytes);
            }
        });
    }

    @Hostcall
    @SuppressWarnings("DoNotCallSuggester") // guests call it
    void procExit(int code) {
        throw new ExitException(code);
    }

    @Hostcall
    int procRaise(int signal) {
        if (signal < 0 || signal > SIGSYS) {
            return Errno.INVAL.number();
        } else if (STOPPING.contains(signal)) {
            return Errno.NOTSUP.number();
        } else if (WITHOUT_EFFECT.contains(signal)) {
            return Errno.SUCCESS.number();
        }
        throw new ExitException(SIGNALLED + signal);
    }
}
