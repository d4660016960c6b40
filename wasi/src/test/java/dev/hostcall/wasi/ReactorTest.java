package dev.hostcall.wasi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A library in C that prints. */
final class ReactorTest {
    private final List<String> lines = new ArrayList<>();

    @Test
    void aLibraryIsInitializedAndCalled() {
        greet(
                Wasi::imports,
                (library, arguments) -> library.runAsync("greet", arguments).join());
    }

    @Test
    void aLibraryIsCalledSynchronouslyWithImportsThatBlock() {
        greet(Wasi::blockingImports, (library, arguments) -> library.run("greet", arguments));
    }

    private void greet(Function<Wasi, Hostcalls> imports, BiFunction<Instance, Object[], RunResult> call) {
        GuestModule module = Programs.c("reactor.c", "-mexec-model=reactor");
        try (Region region = Region.create(1, Limits.defaults());
                Wasi wasi = Wasi.builder().stdoutLines(lines::add).build();
                Instance library = region.newInstance(module, imports.apply(wasi))) {
            Wasi.initialize(library);
            byte[] name = "wörld".getBytes(UTF_8);
            int address = library.run("alloc", name.length).returned().i32();
            library.memory().writeBytes(address, name);
            long text = call.apply(library, new Object[] {address, name.length})
                    .returned()
                    .i64();
            assertThat(library.memory().readString(text >>> 32, (int) text)).isEqualTo("hello wörld! 42");
            assertThat(lines).containsExactly("hello wörld! 42");
        }
    }
}
