package dev.hostcall.compiler.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hostcall.abi.ElfFile;
import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerException;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.GeneratedModule;
import dev.hostcall.compiler.Metering;
import dev.hostcall.compiler.Target;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.compiler.Wat;
import dev.hostcall.compiler.emit.ModuleWriter;
import dev.hostcall.compiler.emit.Translation.Effort;
import dev.hostcall.compiler.read.WasmModule;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Objects and the cache, with the system's C compiler. */
class CompilationTest {
    private static final CompilerOptions FAST = CompilerOptions.defaults().withOptimization(0);
    private static final Deadline FOREVER = Deadline.after(Optional.empty());
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

    /** What may happen to an entry's files. */
    enum Damage {
        FLIPPED_BIT,
        CUT_OFF,
        EMPTY,
        MISSING,
        SUM_EMPTY,
        SUM_CUT_OFF,
        SUM_MISSING;

        void happenTo(Path object, Path sum) throws IOException {
            byte[] bytes = Files.readAllBytes(object);
            switch (this) {
                case FLIPPED_BIT -> {
                    bytes[bytes.length / 2] ^= 1;
                    Files.write(object, bytes);
                }
                case CUT_OFF -> Files.write(object, Arrays.copyOf(bytes, bytes.length - 1));
                case EMPTY -> Files.write(object, new byte[0]);
                case MISSING -> Files.delete(object);
                case SUM_EMPTY -> Files.write(sum, new byte[0]);
                case SUM_CUT_OFF -> Files.writeString(sum, Files.readString(sum).substring(1));
                case SUM_MISSING -> Files.delete(sum);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void aDamagedEntryIsBuiltAgain(Damage damage) throws IOException {
        Path object = WasmCompiler.compile(ADD, FAST);
        Path sum = Path.of(object.toString().replace(".so", ".sum"));
        byte[] sound = Files.readAllBytes(object);
        String soundSum = Files.readString(sum);
        damage.happenTo(object, sum);
        assertThat(WasmCompiler.compile(ADD, FAST)).isEqualTo(object);
        assertThat(Files.readAllBytes(object)).isEqualTo(sound);
        assertThat(sum).hasContent(soundSum);
    }

    @Test
    void processesThatCompileTheSameModuleAtOnceGetOneSoundEntry() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path wasm = Files.write(directory.resolve("add.wasm"), ADD);
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(new ProcessBuilder(
                            java,
                            "-XX:TieredStopAtLevel=1",
                            "-Dhostcall.cache=" + cache,
                            "-cp",
                            CompileOnce.classPath(),
                            CompileOnce.class.getName(),
                            wasm.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        }
        List<BufferedReader> answers =
                processes.stream().map(Process::inputReader).toList();
        for (BufferedReader answer : answers) {
            assertThat(answer.readLine()).isEqualTo("ready");
        }
        for (Process process : processes) {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        }
        for (int i = 0; i < processes.size(); i++) {
            String object = answers.get(i).readLine();
            assertThat(processes.get(i).waitFor()).isZero();
            assertThat(object).isNotNull();
            Path fresh = directory.resolve("fresh.so");
            WasmCompiler.compile(ADD, FAST, fresh);
            assertThat(Path.of(object)).hasSameBinaryContentAs(fresh);
        }
        try (var files = Files.list(cache)) {
            assertThat(files.map(file -> file.getFileName().toString().replaceFirst("^[^.]*", "")))
                    .containsExactlyInAnyOrder(".so", ".sum");
        }
    }

    @ParameterizedTest
    @CsvSource({"GUARD, ON, 2", "EXPLICIT, ON, 0", "GUARD, OFF, 1"})
    void theEmittedFileAndItsCommandMakeTheSameObject(BoundsMode bounds, Metering metering, int optimization)
            throws Exception {
        assumeTrue(isGcc(), "the command is for GCC");
        byte[] wasm = Wat.wasm("(module (memory 1 3) (data (i32.const 9) \"\\00\\ff\\22 text\") (data \"passive\")"
                + "(func (export \"f\") (param i32) (result i32) (memory.init 1 (i32.const 0) (i32.const 0) (i32.const 3))"
                + " (if (result i32) (local.get 0) (then (call 0 (i32.sub (local.get 0) (i32.const 1))))"
                + " (else (i32.load (i32.const 9))))))");
        CompilerOptions options = FAST.withBounds(bounds).withMetering(metering).withOptimization(optimization);
        Path file = directory.resolve("guest.c");
        Files.writeString(file, WasmCompiler.translate(wasm, options));
        String command = Files.readAllLines(file).get(0).replaceFirst("^/\\* (.*) \\*/$", "$1");
        Process gcc = new ProcessBuilder(command.split(" ", -1))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(gcc.waitFor()).isZero();
        Path object = directory.resolve("object.so");
        WasmCompiler.compile(wasm, options, object);
        assertThat(directory.resolve("guest.so")).hasSameBinaryContentAs(object);
    }

    private static boolean isGcc() throws IOException {
        try {
            return !CCompiler.find(Target.ofThisMachine()).isClang()
                    && !CCompiler.find(List.of("gcc")).isClang();
        } catch (CompilerException e) {
            return false;
        }
    }

    @Test
    void clangMakesObjectsTooWhereItIsInstalled() {
        CCompiler clang = findClang();
        for (BoundsMode bounds : BoundsMode.values()) {
            for (Metering metering : Metering.values()) {
                CompilerOptions options = FAST.withBounds(bounds).withMetering(metering);
                Path object = directory.resolve("clang.so");
                assertThatCode(() -> ObjectBuilder.build(
                                Pipeline.read(GeneratedModule.ofSize(20_000)), options, clang, FOREVER, object))
                        .doesNotThrowAnyException();
                assertThat(WasmCompiler.inspect(object)).contains("export function main: ii:i");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void clangCompilesForEitherMachineWithoutACLibrary(Target target) throws Exception {
        findClang();
        Path object = directory.resolve("guest.so");
        CompilerOptions options = FAST.withTarget(target).withClang(Path.of("clang"));
        try {
            WasmCompiler.compile(GeneratedModule.ofSize(20_000), options, object);
        } catch (CompilerException e) {
            assumeTrue(!String.valueOf(e.getMessage()).contains("invalid linker name"), "lld is not installed");
            throw e;
        }
        assertThat(WasmCompiler.inspect(object)).contains("export function main: ii:i");
        ElfFile file = ElfFile.of(Files.readAllBytes(object)).orElseThrow();
        assertThat(file.machine()).isEqualTo(Architecture.of(target).elfMachine());
        assertThat(file.symbols(ElfFile.DYNAMIC_SYMBOLS).orElseThrow())
                .filteredOn(symbol -> !symbol.isDefined())
                .allMatch(symbol -> symbol.name().matches("mem(cpy|move|set)"));
    }

    private static CCompiler findClang() {
        try {
            return CCompiler.find(List.of("clang"));
        } catch (CompilerException e) {
            return abort("clang is not installed");
        }
    }

    @Test
    void aCCompilerToldToUseWiderRegistersIsToldNotTo() {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "x86-64 only");
        CCompiler wide = CCompiler.find(List.of("cc", "-mavx2"));
        assertThatCode(() -> ObjectBuilder.build(Pipeline.read(ADD), FAST, wide, FOREVER, directory.resolve("wide.so")))
                .doesNotThrowAnyException();
    }

    @Test
    void wasmThatNeedsWiderRegistersKeptIsNotCompiled() throws Exception {
        assumeTrue(isGcc() && System.getProperty("os.arch").equals("amd64"), "GCC on x86-64 only");
        Path file = directory.resolve("guest.c");
        Files.writeString(file, WasmCompiler.translate(ADD, FAST));
        Process gcc = new ProcessBuilder("gcc", "-mavx", "-c", "guest.c")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("metered guests are compiled without AVX");
        assertThat(gcc.waitFor()).isNotZero();
    }

    @Test
    void aModuleOfAThousandImportsAndExportsListsThemAll() {
        StringBuilder text = new StringBuilder("(module");
        for (int i = 0; i < 1_000; i++) {
            text.append("(import \"env\" \"i").append(i).append("\" (func (param i32) (result i64)))");
        }
        for (int i = 0; i < 1_000; i++) {
            text.append("(export \"e").append(i).append("\" (func ").append(i).append("))");
        }
        Path object = directory.resolve("many.so");
        WasmCompiler.compile(Wat.wasm(text.append(")").toString()), FAST, object);
        assertThat(WasmCompiler.inspect(object).lines())
                .contains("import function env.i0: i:I", "import function env.i999: i:I", "export function e999: i:I");
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
        assertThatThrownBy(() -> compiler.compile(directory, "missing", Effort.FULL, 0, FOREVER))
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
        List<Integer> all = new ArrayList<>();
        Path object = directory.resolve("large.so");
        WasmModule module = Wat.module(text + ")");
        assertThat(ModuleWriter.files(module, FAST, "x86_64.h", Map.of()).units())
                .hasSizeGreaterThan(2);
        WasmCompiler.compile(
                Wat.wasm(text.append(")").toString()),
                FAST.withListener((done, total) -> {
                    assertThat(total).isEqualTo(60 + 1); // and what exists once
                    all.add(done);
                }),
                object);
        assertThat(all).startsWith(0).isSorted().doesNotHaveDuplicates().endsWith(61);
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
        WasmModule module = Wat.module(
                text.append("(call 0 (local.get ").append(locals).append("))))").toString());
        String c = ModuleWriter.files(module, FAST, "x86_64.h", Map.of(0, 30_000))
                .units()
                .get(0)
                .text();
        assertThat(c).contains("WASM_CHECK_FRAME(30000);");
        WasmCompiler.compile(Wat.wasm(text.toString()), FAST, directory.resolve("frame.so"));
        assertThat(directory.resolve("frame.so")).isNotEmptyFile();
    }
}
