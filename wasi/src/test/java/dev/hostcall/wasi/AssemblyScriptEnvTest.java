package dev.hostcall.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What programs in AssemblyScript import. */
final class AssemblyScriptEnvTest {
    private static final GuestModule MODULE = Programs.wat("""
            (module
              (import "env" "abort" (func $abort (param i32 i32 i32 i32)))
              (import "env" "seed" (func $seed (result f64)))
              (import "env" "trace" (func $trace (param i32 i32 f64 f64 f64 f64 f64)))
              (memory (export "memory") 1)
              (func (export "abort") (param i32 i32)
                (call $abort (local.get 0) (local.get 1) (i32.const 12) (i32.const 5)))
              (export "seed" (func $seed))
              (export "trace" (func $trace)))
            """);
    private static final int MESSAGE = 32;
    private static final int FILE = 128;

    private final List<String> traces = new ArrayList<>();
    private final Region region = Region.create(1, Limits.defaults());
    private final Instance guest = region.newInstance(
            MODULE,
            AssemblyScriptEnv.create()
                    .withRandom(new Random(1))
                    .withTrace(traces::add)
                    .imports());

    @AfterEach
    void close() {
        guest.close();
        region.close();
    }

    private void put(int address, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_16LE);
        guest.memory().writeInt(address - 4, bytes.length);
        guest.memory().writeBytes(address, bytes);
    }

    private void aborts(int message, int file, String said) {
        assertThatExceptionOfType(GuestTerminatedException.class)
                .isThrownBy(() -> guest.run("abort", message, file))
                .withCauseInstanceOf(AbortException.class)
                .satisfies(e -> assertThat(e.getCause()).hasMessage(said));
        guest.reset();
    }

    @Test
    void anAbortSaysWhyAndWhere() {
        put(MESSAGE, "naïve 😀");
        put(FILE, "assembly/index.ts");
        aborts(MESSAGE, FILE, "naïve 😀 in assembly/index.ts:12:5");
        put(FILE, "assembly/index.ts");
        aborts(0, FILE, "assembly/index.ts:12:5");
        aborts(0, 0, "null:12:5");
    }

    @Test
    void aTextThatIsNoneEndsTheRun() {
        for (int length : List.of(-1, 1 << 30)) {
            guest.memory().writeInt(MESSAGE - 4, length);
            assertThatExceptionOfType(GuestTerminatedException.class).isThrownBy(() -> guest.run("abort", MESSAGE, 0));
            guest.reset();
        }
        assertThatExceptionOfType(GuestTerminatedException.class).isThrownBy(() -> guest.run("abort", 1, 0));
    }

    @Test
    void tracesComeWithTheirNumbers() {
        put(MESSAGE, "now");
        guest.run("trace", MESSAGE, 0, 1.0, 2.0, 3.0, 4.0, 5.0);
        guest.run("trace", MESSAGE, 3, 1.0, -0.5, Double.NaN, 4.0, 5.0);
        guest.run("trace", MESSAGE, 9, 1e300, 2.0, 3.0, 4.0, 5.0);
        guest.run("trace", MESSAGE, -1, 1.0, 2.0, 3.0, 4.0, 5.0);
        assertThat(traces).containsExactly("now", "now 1 -0.5 NaN", "now 1.0E300 2 3 4 5", "now");
    }

    @Test
    void seedsAreTheEmbedders() {
        Random same = new Random(1);
        assertThat(guest.run("seed").returned().f64()).isEqualTo(1 + same.nextDouble());
        assertThat(guest.run("seed").returned().f64()).isEqualTo(1 + same.nextDouble());
    }

    @Test
    void withoutMoreASeedIsRandomAndATraceLeadsNowhere() {
        try (Region own = Region.create(1, Limits.defaults());
                Instance instance =
                        own.newInstance(MODULE, AssemblyScriptEnv.create().imports())) {
            double seed = instance.run("seed").returned().f64();
            assertThat(instance.run("seed").returned().f64()).isNotEqualTo(seed);
            instance.run("trace", 0, 5, 1.0, 2.0, 3.0, 4.0, 5.0);
        }
    }
}
