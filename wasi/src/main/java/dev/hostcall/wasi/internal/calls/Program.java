package dev.hostcall.wasi.internal.calls;

import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.wasi.internal.descriptor.Descriptor;
import dev.hostcall.wasi.internal.descriptor.Directory;
import dev.hostcall.wasi.internal.files.Preopen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** One program: what it has open, and the functions that it calls. */
public final class Program {
    private final DescriptorTable table;
    private final WaitingCalls waiting;
    private final List<Hostcalls> others;

    /** One that has nothing open yet. */
    public Program(
            List<String> arguments, List<String> environment, Clocks clocks, RandomGenerator random, Limits limits) {
        table = new DescriptorTable(limits.openDescriptors);
        WriteLimit written = new WriteLimit(limits.bytesWritten);
        waiting = new WaitingCalls(table, written, clocks);
        others = List.of(
                ProcessCallsHostcalls.of(
                        new ProcessCalls(new Strings(arguments), new Strings(environment), clocks, random)),
                FdCallsHostcalls.of(new FdCalls(table, clocks)),
                FileCallsHostcalls.of(new FileCalls(table, written)),
                PathCallsHostcalls.of(new PathCalls(table, clocks)),
                SocketCallsHostcalls.of(new SocketCalls(table)),
                UnstableHostcalls.of(new Unstable(table)));
    }

    /** Gives it a descriptor, under the lowest free number. */
    public void open(Descriptor descriptor) throws IOException {
        table.add(Opened.given(descriptor, Set.of()));
    }

    /** Gives it a directory, under the lowest free number. */
    public void preopen(String name, Directory directory, Preopen.Access access) throws IOException {
        long all = Right.inTree();
        long allowed = access == Preopen.Access.READ_ONLY ? Right.withoutChanges(all) : all;
        table.add(Opened.preopened(name, directory, allowed));
    }

    /** Its functions; those that wait return futures. */
    public Hostcalls suspending() {
        return with(SuspendingCallsHostcalls.of(new SuspendingCalls(waiting)));
    }

    /** Its functions; those that wait do so on the thread that calls them. */
    public Hostcalls blocking() {
        return with(BlockingCallsHostcalls.of(new BlockingCalls(waiting)));
    }

    private Hostcalls with(Hostcalls thoseThatWait) {
        List<Hostcalls> all = new ArrayList<>(others.size() + 1);
        all.add(thoseThatWait);
        all.addAll(others);
        return Preview1.of(List.copyOf(all));
    }

    /** Closes what it has open; it can open nothing more. */
    public void close() throws IOException {
        table.closeAll();
    }

    /**
     * What it may use.
     *
     * @param openDescriptors how many may be open at once
     * @param bytesWritten how many bytes it may write in all
     */
    public record Limits(int openDescriptors, long bytesWritten) {}
}
