package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.guests.CGuest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Applications that are deployed again and again in one JVM: each is collected, and the JVM's handlers still work. */
final class ClassLoadersTest {
    private static final Path SCRIPTED = WasmCompiler.compile(
            WatGuest.wasm(WatGuest.text(ScriptedGuest.class, "scripted-guest.wat")),
            CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT));

    static final Path IMAGE = CGuest.compile("""
            #include "guest.h"
            static char image[40000] = {[39999] = 42};
            static void answer(struct guest *guest) { guest_slot(guest, 0)->i32 = ((char *)guest)[39999]; }
            static const struct guest_export exports[] = {{"answer", ":i", answer}};
            GUEST_DESCRIPTOR(.slots = 1, .exports = exports, .export_count = 1, .memory_pages = 1,
                             .memory_max_pages = 1, .image = image, .image_size = sizeof image);
            """, "image.c");

    /** Both at once: most of their time is spent waiting for idle threads of JNA's and the JDK's to end. */
    private static final CompletableFuture<ChildJvm.Result> OWN =
            run(new ChildJvm(), SCRIPTED.toString(), IMAGE.toString(), "use", "forget", "use");

    private static final CompletableFuture<ChildJvm.Result> SHARED =
            run(new ChildJvm().with("-Dshared=jna-.*"), SCRIPTED.toString(), IMAGE.toString(), "use", "use");

    private static CompletableFuture<ChildJvm.Result> run(ChildJvm child, String... arguments) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return child.run(Redeployer.class, arguments);
                    } catch (IOException | InterruptedException e) {
                        throw new CompletionException(e);
                    }
                },
                task -> new Thread(task).start());
    }

    @Test
    void applicationsThatCloseOrForgetWhatTheyUseAreCollected() throws Exception {
        ChildJvm.Result child = OWN.get();
        assertThat(child.output()).isEqualTo("""
                use: 84
                faults: 20003
                forget: 46
                faults: 20003
                use: 84
                faults: 20003
                engines mapped: 1
                collected: 3 of 3
                faults: 20003
                engines mapped: 1, files in memory: 0
                """);
        assertThat(child.exit()).isZero();
    }

    @Test
    void anApplicationIsCollectedWhoseJnaIsSharedAndStays() throws Exception {
        ChildJvm.Result child = SHARED.get();
        assertThat(child.output()).contains("collected: 2 of 2").endsWith("engines mapped: 1, files in memory: 0\n");
        assertThat(child.exit()).isZero();
    }
}
