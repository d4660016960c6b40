package dev.hostcall.wasi;

import dev.hostcall.wasi.internal.calls.Clocks;
import dev.hostcall.wasi.internal.calls.Program;
import dev.hostcall.wasi.internal.descriptor.ByteStream;
import dev.hostcall.wasi.internal.descriptor.Descriptor;
import dev.hostcall.wasi.internal.files.Quota;
import dev.hostcall.wasi.internal.streams.Connection;
import dev.hostcall.wasi.internal.streams.SocketListener;
import dev.hostcall.wasi.internal.streams.StandardStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Says what a program finds. One builder can build any number of {@link Wasi} for as many guests; streams and channels that were
 * given to it are then shared by them.
 */
public final class WasiBuilder {
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<Preopened> directories = new ArrayList<>();
    private final List<Opening> sockets = new ArrayList<>();
    private Supplier<ByteStream> stdin = StandardStreams.lines(List.of());
    private Supplier<ByteStream> stdout = StandardStreams.to(OutputStream.nullOutputStream());
    private Supplier<ByteStream> stderr = StandardStreams.to(OutputStream.nullOutputStream());
    private Optional<Clock> clock = Optional.empty();
    private RandomGenerator random = new SecureRandom();
    private int openFiles = 1024;
    private long bytesWritten = Long.MAX_VALUE;
    private long diskQuota = Long.MAX_VALUE;

    WasiBuilder() {}

    /**
     * Sets the program's name, as it may call itself in messages, and then its arguments.
     *
     * @return this
     * @throws IllegalArgumentException if one contains the character NUL
     */
    public WasiBuilder arguments(List<String> all) {
        all.forEach(argument -> Checks.noNul("an argument", argument));
        arguments.clear();
        arguments.addAll(all);
        return this;
    }

    /** As {@link #arguments(List)}. */
    public WasiBuilder arguments(String name, String... others) {
        return arguments(Stream.concat(Stream.of(name), Stream.of(others)).toList());
    }

    /**
     * Sets a variable of the environment, which is empty otherwise.
     *
     * @return this
     * @throws IllegalArgumentException if the name is empty or has a {@code =}, or one of them contains the character NUL
     */
    public WasiBuilder environment(String name, String value) {
        Checks.noNul("a variable's name", name);
        Checks.noNul("the value of " + name, value);
        Checks.variable(name);
        environment.put(name, value);
        return this;
    }

    /**
     * Has standard input read from a stream. While the guest waits for it, one thread of ours does, whoever and how many guests wait.
     *
     * @return this
     */
    public WasiBuilder stdin(InputStream source) {
        stdin = StandardStreams.from(Objects.requireNonNull(source, "source"));
        return this;
    }

    /**
     * Has standard input read from a channel. If it is a socket or a pipe, it is made non-blocking (an {@link
     * UncheckedIOException} if that fails), and no thread waits for it; otherwise it is as if it were a stream.
     *
     * @return this
     */
    public WasiBuilder stdin(ReadableByteChannel source) {
        stdin = StandardStreams.from(Objects.requireNonNull(source, "source"));
        return this;
    }

    /**
     * Sets what is read from standard input, line by line; each guest reads all of them.
     *
     * @param lines without their ends
     * @return this
     */
    public WasiBuilder stdinLines(List<String> lines) {
        stdin = StandardStreams.lines(lines);
        return this;
    }

    /**
     * Has standard output written to a stream, and flushed, by the thread that runs the guest.
     *
     * @return this
     */
    public WasiBuilder stdout(OutputStream target) {
        stdout = StandardStreams.to(Objects.requireNonNull(target, "target"));
        return this;
    }

    /**
     * Has standard output written to a channel. If it is a socket or a pipe, it is made non-blocking (an {@link
     * UncheckedIOException} if that fails), and a guest blocks while it takes no more; otherwise it is as if it were a stream.
     *
     * @return this
     */
    public WasiBuilder stdout(WritableByteChannel target) {
        stdout = StandardStreams.to(Objects.requireNonNull(target, "target"));
        return this;
    }

    /**
     * Has standard output handed over line by line, by the thread that runs the guest, and what follows the last line's end when the {@link
     * Wasi} is closed. What is not UTF-8 becomes U+FFFD. A line of more than 64 KiB comes in pieces.
     *
     * @return this
     */
    public WasiBuilder stdoutLines(Consumer<String> target) {
        stdout = StandardStreams.toLines(Objects.requireNonNull(target, "target"));
        return this;
    }

    /** As {@link #stdout(OutputStream)}, standard error. */
    public WasiBuilder stderr(OutputStream target) {
        stderr = StandardStreams.to(Objects.requireNonNull(target, "target"));
        return this;
    }

    /** As {@link #stdout(WritableByteChannel)}, standard error. */
    public WasiBuilder stderr(WritableByteChannel target) {
        stderr = StandardStreams.to(Objects.requireNonNull(target, "target"));
        return this;
    }

    /** As {@link #stdoutLines}, standard error. */
    public WasiBuilder stderrLines(Consumer<String> target) {
        stderr = StandardStreams.toLines(Objects.requireNonNull(target, "target"));
        return this;
    }

    /**
     * Gives the guest a directory with all that is in it, and nothing beside it: whatever path it uses, and whatever anybody
     * does to the tree meanwhile, it stays inside. Directories have the numbers from 3 on, in the order in which they were given.
     *
     * @param host a directory of any file system
     * @param guest what the guest calls it: {@code /}, {@code .} or {@code /data}, say
     * @return this
     * @throws IllegalArgumentException if the guest's name is empty or contains the character NUL
     */
    public WasiBuilder preopen(Path host, String guest, PreopenOption... options) {
        directories.add(new Preopened(host, guest, Set.copyOf(List.of(options))));
        return this;
    }

    /**
     * Sets how much the guest may add to its directories: bytes of files, and 4,096 for each file or directory; no limit otherwise. What
     * it takes away it may add again. What would go beyond fails with {@code dquot}.
     *
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public WasiBuilder diskQuota(long bytes) {
        diskQuota = Checks.limit("diskQuota", bytes);
        return this;
    }

    /**
     * Gives the guest a bound socket to accept connections from. Sockets have the numbers after the preopened directories, in
     * the order in which they were given. The guest owns them, so build one {@link Wasi} only.
     *
     * @return this
     */
    public WasiBuilder listener(ServerSocketChannel socket) {
        Objects.requireNonNull(socket, "socket");
        sockets.add(() -> new SocketListener(socket));
        return this;
    }

    /** As {@link #listener}, a connected socket. */
    public WasiBuilder connection(SocketChannel socket) {
        Objects.requireNonNull(socket, "socket");
        sockets.add(() -> new Connection(socket));
        return this;
    }

    /**
     * Sets the clock that the guest reads, a fixed one for example. It is that of the system otherwise. The guest's monotonic clock counts
     * from when its {@link Wasi} was built, by the same clock. How long it waits is not changed.
     *
     * @return this
     */
    public WasiBuilder clock(Clock chosen) {
        clock = Optional.of(chosen);
        return this;
    }

    /**
     * Sets where randomness comes from; otherwise from a {@link SecureRandom}. Guests that share it may use it at the same time.
     *
     * @return this
     */
    public WasiBuilder random(RandomGenerator source) {
        random = Objects.requireNonNull(source, "source");
        return this;
    }

    /**
     * Sets how many descriptors may be open at once, what it was given included; 1,024 otherwise. One more fails with {@code mfile}.
     *
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public WasiBuilder maxOpenFiles(int most) {
        openFiles = (int) Checks.limit("maxOpenFiles", most);
        return this;
    }

    /**
     * Sets how many bytes the guest may write in all, to files, streams and sockets; no limit otherwise. Then writing fails with
     * {@code dquot}.
     *
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public WasiBuilder maxBytesWritten(long most) {
        bytesWritten = Checks.limit("maxBytesWritten", most);
        return this;
    }

    /**
     * Builds what one guest finds.
     *
     * @throws UncheckedIOException if a directory or socket cannot be opened; nothing is left open then
     * @throws IllegalArgumentException if a directory is on a file system that cannot keep guests in it, and is not called
     *     {@linkplain PreopenOption#TRUSTED trusted}
     */
    public Wasi build() {
        List<String> variables = environment.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList();
        Program program = new Program(
                arguments, variables, Clocks.of(clock), random, new Program.Limits(openFiles, bytesWritten));
        try {
            open(program);
            return new Wasi(program);
        } catch (IOException e) {
            throw new UncheckedIOException("a guest's descriptors cannot be opened: " + e.getMessage(), e);
        }
    }

    private void open(Program program) throws IOException {
        try {
            program.open(stdin.get());
            program.open(stdout.get());
            program.open(stderr.get());
            Quota quota = new Quota(diskQuota);
            for (Preopened directory : directories) {
                directory.open(program, quota);
            }
            for (Opening socket : sockets) {
                program.open(socket.open());
            }
        } catch (Throwable e) {
            program.close();
            throw e;
        }
    }

    private interface Opening {
        Descriptor open() throws IOException;
    }
}
