package dev.hostcall.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A program as Emscripten, where it is installed, compiles it to run without JavaScript. */
final class EmscriptenProgramTest {
    private final GuestModule module = Programs.emscripten("emscripten.c"); // not static: it may skip the test

    private final List<String> lines = new ArrayList<>();

    private int run(String... arguments) {
        try (Region region = Region.create(1, Limits.defaults());
                Wasi wasi = Wasi.builder()
                        .arguments("program", arguments)
                        .stdoutLines(lines::add)
                        .build();
                Instance program = region.newInstance(
                        module, wasi.imports(), EmscriptenEnv.of(module).imports())) {
            return Wasi.run(program);
        }
    }

    @Test
    void itJumpsAllocatesAndEndsAsElsewhere() {
        assertThat(run("one")).isEqualTo(3);
        assertThat(lines)
                .containsExactly(
                        "2 arguments, the last is one", "jumped with 7", "the last byte is 1", "71", "no file");
    }
}
