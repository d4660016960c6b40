package dev.hostcall.wasi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Guests that wait for standard input, from each kind of source. */
final class StandardInputTest {
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final WasiBuilder builder = Wasi.builder().stdoutLines(lines::add);

    @Test
    void linesAreReadOneByOne() {
        Programs.succeed(builder.stdinLines(List.of("a", "b")), "number");
        assertThat(lines).containsExactly("1: a", "2: b");
    }

    @Test
    void aGuestBlocksUntilAStreamHasBytes() throws Exception {
        PipedOutputStream out = new PipedOutputStream();
        builder.stdin(new PipedInputStream(out));
        blocksUntil(
                () -> {
                    out.write("a\n".getBytes(UTF_8));
                    out.flush();
                },
                out::close);
    }

    @Test
    void aGuestBlocksUntilAChannelHasBytes() throws Exception {
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source()) {
            builder.stdin(source);
            blocksUntil(
                    () -> pipe.sink().write(ByteBuffer.wrap("a\n".getBytes(UTF_8))),
                    () -> pipe.sink().close());
        }
    }

    private void blocksUntil(Action write, Action close) throws Exception {
        try (Region region = Region.create(1, Limits.defaults());
                Wasi wasi = builder.arguments("programs", "number").build();
                Instance program = region.newInstance(Programs.c(), wasi.imports())) {
            RunAsync run = program.runAsync("_start");
            CompletableFuture<Integer> code = Wasi.start(run, Runnable::run);
            assertThat(run.state()).isEqualTo(RunAsync.State.BLOCKED);
            write.run();
            while (lines.isEmpty()) {
                Thread.onSpinWait();
            }
            close.run();
            assertThat(code.join()).isZero();
            assertThat(lines).containsExactly("1: a");
        }
    }

    @Test
    void twoGuestsShareAStream() throws Exception {
        PipedOutputStream out = new PipedOutputStream();
        builder.stdin(new PipedInputStream(out));
        try (Region region = Region.create(2, Limits.defaults());
                Wasi one = builder.arguments("programs", "cat").build();
                Wasi other = builder.build();
                Instance first = region.newInstance(Programs.c(), one.imports());
                Instance second = region.newInstance(Programs.c(), other.imports())) {
            CompletableFuture<Integer> firstCode = Wasi.start(first.runAsync("_start"), Runnable::run);
            CompletableFuture<Integer> secondCode = Wasi.start(second.runAsync("_start"), Runnable::run);
            out.write("a\n".getBytes(UTF_8));
            out.close();
            assertThat(firstCode.join() + secondCode.join()).isZero();
            assertThat(lines).containsExactly("a");
        }
    }

    @Test
    void pollingEndsWithTheTimeOrTheInput() throws Exception {
        PipedOutputStream out = new PipedOutputStream();
        builder.stdin(new PipedInputStream(out));
        Programs.succeed(builder, "await", "10");
        out.write('x');
        out.flush();
        Programs.succeed(builder, "await", "60000");
        Programs.succeed(Wasi.builder().stdoutLines(lines::add), "await", "60000");
        assertThat(lines).containsExactly("0", "1 readable", "1 readable ended");
    }

    @Test
    void aGuestThatIsKilledLeavesTheInputToTheNext() throws Exception {
        PipedOutputStream out = new PipedOutputStream();
        builder.stdin(new PipedInputStream(out));
        try (Region region = Region.create(1, Limits.defaults());
                Wasi wasi = builder.arguments("programs", "number").build();
                Instance program = region.newInstance(Programs.c(), wasi.imports())) {
            RunAsync run = program.runAsync("_start");
            CompletableFuture<Integer> code = Wasi.start(run, Runnable::run);
            program.killSwitch().kill();
            assertThat(code).isCompletedExceptionally();
            program.reset();
            CompletableFuture<Integer> again = Wasi.start(program.runAsync("_start"), Runnable::run);
            out.write("a\n".getBytes(UTF_8));
            out.close();
            assertThat(again.join()).isZero();
            assertThat(lines).containsExactly("1: a");
        }
    }

    private interface Action {
        void run() throws Exception;
    }
}
