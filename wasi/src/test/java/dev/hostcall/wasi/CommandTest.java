package dev.hostcall.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.TerminationReason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/** Programs in C, from their start to their exit code. */
final class CommandTest {
    private final List<String> lines = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private final WasiBuilder builder = Wasi.builder().stdoutLines(lines::add).stderrLines(errors::add);

    @Test
    void aProgramPrints() {
        Programs.succeed(builder, "hello");
        assertThat(lines).containsExactly("hello, world: 42, 0.333");
        assertThat(errors).containsExactly("and to whom it may concern");
    }

    @Test
    void outputGoesToAStreamAsItIs() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Programs.succeed(builder.stdout(out), "echo", "wörld", "");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("[wörld]\n[]\n");
    }

    @Test
    void aProgramFindsItsEnvironment() {
        Programs.succeed(builder.environment("LANG", "de").environment("EMPTY", ""), "env");
        assertThat(lines).containsExactly("LANG=de", "EMPTY=");
    }

    @Test
    void withoutMoreAProgramFindsNothing() {
        assertThat(Programs.run(Wasi.builder(), "env")).isZero();
        Programs.succeed(builder, "number");
        assertThat(lines).isEmpty();
    }

    @Test
    void theExitCodeIsTheProgramsOwn() {
        assertThat(Programs.run(builder, "exit", "7")).isEqualTo(7);
        assertThat(Programs.run(builder, "unheard of")).isEqualTo(127);
        assertThat(errors).containsExactly("no such program");
    }

    @Test
    void anAbortIsATrap() {
        assertThatExceptionOfType(GuestTrapException.class)
                .isThrownBy(() -> Programs.run(builder, "fail"))
                .satisfies(e -> assertThat(e.backtrace()).isNotEmpty());
    }

    @Test
    void aRunByHandEndsWithTheExitAsItsCause() {
        try (Region region = Region.create(1, Limits.defaults());
                Wasi wasi = builder.arguments("programs", "exit", "3").build();
                Instance program = region.newInstance(Programs.c(), wasi.imports())) {
            assertThatExceptionOfType(GuestTerminatedException.class)
                    .isThrownBy(() -> program.runAsync("_start").join())
                    .withMessageContaining("the program has exited with code 3")
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(TerminationReason.HOSTCALL_THREW))
                    .withCauseInstanceOf(ExitException.class);
        }
    }

    @Test
    void aFixedClockStandsStill() {
        Clock clock = Clock.fixed(Instant.parse("2001-02-03T04:05:06Z"), ZoneOffset.UTC);
        Programs.succeed(builder.clock(clock), "now");
        assertThat(lines).containsExactly("2001-02-03 04:05:06, 0");
    }

    @Test
    void aGuestSleepsEvenIfItsClockStandsStill() {
        Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        long start = System.nanoTime();
        Programs.succeed(builder.clock(clock), "nap", "20");
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(20_000_000);
    }

    @Test
    void seededRandomnessIsTheSameEachTime() {
        Programs.succeed(builder.random(new Random(1)), "dice");
        Programs.succeed(builder.random(new Random(1)), "dice");
        Programs.succeed(builder.random(new Random(2)), "dice");
        assertThat(lines.get(0)).hasSize(8).isEqualTo(lines.get(1)).isNotEqualTo(lines.get(2));
    }

    @Test
    void anExecutorDrivesAProgram() {
        try (Region region = Region.create(1, Limits.defaults());
                Wasi wasi = builder.arguments("programs", "exit", "4").build();
                Instance program = region.newInstance(Programs.c(), wasi.imports())) {
            CompletableFuture<Integer> code = Wasi.start(program.runAsync("_start"), ForkJoinPool.commonPool());
            assertThat(code.join()).isEqualTo(4);
        }
    }

    @Test
    void cancellingTheExitCodeAbandonsTheRun() {
        try (Region region = Region.create(1, Limits.defaults());
                Wasi wasi = builder.arguments("programs", "nap", "60000").build();
                Instance program = region.newInstance(Programs.c(), wasi.imports())) {
            RunAsync run = program.runAsync("_start");
            CompletableFuture<Integer> code = Wasi.start(run, Runnable::run);
            assertThat(run.state()).isEqualTo(RunAsync.State.BLOCKED);
            code.cancel(true);
            assertThat(run.state()).isEqualTo(RunAsync.State.FAILED);
        }
    }

    @Test
    void aProgramRunsSynchronouslyWithImportsThatBlock() {
        try (Region region = Region.create(1, Limits.defaults());
                Wasi wasi = builder.arguments("programs", "hello").build();
                Instance program = region.newInstance(Programs.c(), wasi.blockingImports())) {
            program.run("_start");
            assertThat(lines).containsExactly("hello, world: 42, 0.333");
        }
    }

    @Test
    void writtenBytesAreLimited() {
        assertThat(Programs.run(builder.stdinLines(List.of("123456789")).maxBytesWritten(4), "cat"))
                .isEqualTo(19);
        assertThat(lines).containsExactly("1234");
    }

    @Test
    void aLineWithoutAnEndIsHandedOverAtTheEnd() {
        byte[] text = "one\ntwo".getBytes(StandardCharsets.UTF_8);
        Programs.succeed(builder.stdin(new ByteArrayInputStream(text)), "cat");
        assertThat(lines).containsExactly("one", "two");
    }

    @Test
    void whatAGuestCouldNotReadIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.arguments("programs", "a\0b"))
                .withMessage("an argument contains the character NUL, at index 1; a guest could not see its end");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.environment("a=b", "c"))
                .withMessage("a variable is named \"a=b\"; a name must not be empty or contain \"=\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.maxOpenFiles(-1))
                .withMessage("maxOpenFiles is -1; it must be 0 or more");
    }
}
