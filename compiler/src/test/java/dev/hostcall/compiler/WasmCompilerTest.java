package dev.hostcall.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects and the cache, with the system's C compiler. */
class WasmCompilerTest {
    private static final CompilerOptions FAST = CompilerOptions.defaults().withOptimization(0);
    private static final byte[] ADD = Wat.wasm(
            "(module (func (export \"add\") (param i32 i32) (result i32)" + " (i32.add (local.get 0) (local.get 1))))");

    @TempDir
    Path directory;

    private Path cache = Path.of("");

    @BeforeEach
    void useOwnCache() {
        cache = directory.resolve("cache");
        System.setProperty("hostcall.cache", cache.toString());
    }

    @AfterEach
    void useUsersCache() {
        System.clearProperty("hostcall.cache");
    }

    @Test
    void theSecondCompilationIsSpared() throws IOException {
        Path object = WasmCompiler.compile(ADD, FAST);
        FileTime made = Files.getLastModifiedTime(object);
        assertThat(WasmCompiler.compile(ADD, FAST)).isEqualTo(object);
        assertThat(Files.getLastModifiedTime(object)).isEqualTo(made);
    }

    @Test
    void otherOptionsAreOtherObjects() {
        assertThat(WasmCompiler.compile(ADD, FAST))
                .isNotEqualTo(WasmCompiler.compile(ADD, FAST.withMetering(Metering.OFF)))
                .isNotEqualTo(WasmCompiler.compile(ADD, FAST.withBounds(BoundsMode.EXPLICIT)));
    }

    @Test
    void aDamagedEntryIsBuiltAgain() throws IOException {
        Path object = WasmCompiler.compile(ADD, FAST);
        byte[] sound = Files.readAllBytes(object);
        byte[] damaged = sound.clone();
        damaged[damaged.length / 2] ^= 1;
        Files.write(object, damaged);
        WasmCompiler.compile(ADD, FAST);
        assertThat(Files.readAllBytes(object)).isEqualTo(sound);
    }

    @Test
    void theSameInputGivesTheSameBytes() throws IOException {
        Path first = directory.resolve("first.so");
        Path second = directory.resolve("second.so");
        WasmCompiler.compile(ADD, FAST, first);
        WasmCompiler.compile(ADD, FAST, second);
        assertThat(Files.readAllBytes(first)).isEqualTo(Files.readAllBytes(second));
    }

    @Test
    void manyAtOnceGetOneSoundEntry() {
        List<CompletableFuture<Path>> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            running.add(CompletableFuture.supplyAsync(() -> WasmCompiler.compile(ADD, FAST)));
        }
        assertThat(running.stream().map(CompletableFuture::join))
                .hasSize(4)
                .containsOnly(WasmCompiler.compile(ADD, FAST));
    }

    @Test
    void nothingIsLeftBehindByARefusal() throws IOException {
        WasmCompiler.compile(ADD, FAST);
        assertThatThrownBy(() -> WasmCompiler.compile(new byte[] {0, 1}, FAST)).isInstanceOf(CompilerException.class);
        try (var files = Files.list(cache)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("."));
        }
    }

    @Test
    void aCacheThatOthersMayEnterIsRefused() throws IOException {
        Files.createDirectory(
                cache, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        assertThatThrownBy(() -> WasmCompiler.compile(ADD, FAST))
                .hasMessageContaining("must belong to this user alone");
    }

    @Test
    void aMissingCCompilerIsNamed() {
        assertThatThrownBy(() -> CCompiler.find(List.of("no-such-cc")))
                .isInstanceOf(CompilerException.class)
                .hasMessageContaining("cannot run the C compiler \"no-such-cc\"");
    }

    @Test
    void aFailingCCompilerIsReportedWithItsOwnOutput() {
        CCompiler compiler = CCompiler.find(List.of("cc"));
        assertThatThrownBy(() -> compiler.compile(directory, "missing.c", "missing.o", 0))
                .isInstanceOf(CompilerException.class)
                .hasMessageContaining("missing.c");
    }

    @Test
    void anObjectTellsWhatIsInIt() {
        Path object = WasmCompiler.compile(
                Wat.wasm("(module (import \"env\" \"log\" (func (param i64))) (memory (export \"mem\") 2 4))"), FAST);
        assertThat(WasmCompiler.inspect(object))
                .contains("bounds: guard", "metering: on", "memory: 2 to 4 pages")
                .contains("import function env.log: I:", "export memory mem");
    }

    @Test
    void aLargeModuleIsSeveralUnitsAndReportsProgress() throws IOException {
        StringBuilder text = new StringBuilder("(module (memory 1)");
        for (int i = 0; i < 60; i++) {
            text.append("(func (export \"f").append(i).append("\") (param i32) (result i32) (local.get 0)");
            for (int k = 0; k < 400; k++) {
                text.append("(i32.load offset=").append(k).append(") (local.tee 0)");
            }
            text.append(i == 0 ? "" : "(call " + (i - 1) + ")").append(")\n");
        }
        AtomicReference<Integer> units = new AtomicReference<>(0);
        Path object = directory.resolve("large.so");
        WasmCompiler.compile(
                Wat.wasm(text.append(")").toString()), FAST.withListener((done, total) -> units.set(total)), object);
        assertThat(units.get()).isGreaterThan(1);
        assertThat(object).isNotEmptyFile();
    }

    @Test
    void aFunctionWithALargeFrameIsCheckedBeforeItIsEntered() {
        StringBuilder text = new StringBuilder("(module (func (param i32) (result i32)");
        int locals = 6_000;
        text.append("(local").append(" i32".repeat(locals)).append(")");
        for (int i = 1; i <= locals; i++) {
            text.append("(local.set ")
                    .append(i)
                    .append(" (local.get ")
                    .append(i - 1)
                    .append("))");
        }
        Module module = Wat.module(
                text.append("(call 0 (local.get ").append(locals).append("))))").toString());
        String c = new ModuleWriter(module, FAST, Map.of(0, 30_000))
                .write()
                .units()
                .get(0);
        assertThat(c).contains("WASM_CHECK_FRAME(30000);");
        WasmCompiler.compile(Wat.wasm(text.toString()), FAST, directory.resolve("frame.so"));
        assertThat(directory.resolve("frame.so")).isNotEmptyFile();
    }
}
