package dev.hostcall.compiler.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerException;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.GeneratedModule;
import dev.hostcall.compiler.Metering;
import dev.hostcall.compiler.Target;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.compiler.Wat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of C compilers that do not do what isolation rests on: programs given as CC, most of them scripts around cc. */
class UntrustedCCompilerTest {
    private static final Deadline FOREVER = Deadline.after(Optional.empty());
    private static final CompilerOptions FAST = CompilerOptions.defaults().withOptimization(0);
    private static final byte[] CALLS = Wat.wasm("(module (func (export \"f\") (param i32) (result i32)"
            + " (call 0 (i32.add (local.get 0) (i32.const 1)))))");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-flto",
                "-flto=auto",
                "-fsanitize=address",
                "-fsplit-stack",
                "-finstrument-functions",
                "-pg",
                "-m32",
                "-Ofast",
                "-ffast-math",
                "-funsafe-math-optimizations",
                "-ftrapv",
                "-c",
                "-E",
                "-S",
                "-ox",
                "-ffixed-r15",
                "-fprofile-arcs",
                "-fno-stack-usage",
                "-DNDEBUG",
                "@file",
                "-fplugin=x.so",
                "-fstack-protector-all"
            })
    void anOptionThatChangesWhatTheCMeansIsRefusedByName(String option) {
        assertThatExceptionOfType(CompilerException.class)
                .isThrownBy(() -> CCompiler.find(List.of("cc", option)))
                .withMessageContaining(" " + option + ",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-O3", "-g", "-pipe", "-march=native", "-Wall", "-std=gnu17"})
    void otherOptionsAreTaken(String option) {
        assertThatCode(() -> build(CCompiler.find(List.of("cc", option)))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "echo"})
    void aProgramThatIsNoCCompilerIsCalledThat(String program) {
        assertThatExceptionOfType(CompilerException.class)
                .isThrownBy(() -> CCompiler.find(List.of(program)))
                .withMessageContaining("is not a C compiler");
    }

    /** What a script does behind {@code cc "$@"}, and what is said about it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cc \"$@\"; rm -f ./*.su | did not report the stack that functions need",
                "cc \"$@\"; : >guest.su | did not report the stack that the function",
                "cc \"$@\"; sed -i /fn_0/d guest.su | did not report the stack that the function fn_0 needs",
                "cc \"$@\"; sed -i 's/static$/dynamic/' guest.su | a frame without a fixed size (dynamic)",
                "cc \"$@\"; sed -i 's/\\t[0-9]*\\t/\\tmany\\t/' guest.su | a frame of many bytes",
                "cc \"$@\" -flto | did not report the stack",
                "cc \"$@\" -flto -ffat-lto-objects | did not report the stack",
                "cc \"$@\" -finstrument-functions | needs \"__cyg_profile_func_enter\"",
                "cc \"$@\" -fstack-protector-all | needs \"__stack_chk_fail\"",
                "cc \"$@\"; echo text >guest.o | made something other than a 64-bit ELF object",
                "cc \"$@\"; truncate -s 64 guest.o | made",
                "exit 0 | reported success but made no object",
            })
    void aWrapperThatBreaksAProofIsRefused(String line, String message) throws IOException {
        CCompiler wrapped = CCompiler.find(List.of(script(line)));
        assertThatExceptionOfType(CompilerException.class)
                .isThrownBy(() -> build(wrapped))
                .withMessageContaining(message);
        assertThat(directory.resolve("guest.so")).doesNotExist();
        assertNoScratch();
    }

    @Test
    void aWrapperThatOnlyCompilesIsTaken() throws IOException {
        CCompiler wrapped = CCompiler.find(List.of(script("exec cc \"$@\"")));
        build(wrapped);
        assertThat(directory.resolve("guest.so")).isNotEmptyFile();
    }

    @Test
    void anObjectForAnotherMachineIsRefused() throws IOException {
        CCompiler wrapped = CCompiler.find(List.of(
                script("cc \"$@\"; printf '\\001\\000' |" + " dd of=guest.o bs=1 seek=18 conv=notrunc 2>/dev/null")));
        assertThatExceptionOfType(CompilerException.class)
                .isThrownBy(() -> build(wrapped))
                .withMessageContaining("made an object for the ELF machine 1");
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void eachTargetIsMadeByACompilerForIt(Target target) throws IOException {
        CompilerOptions options = FAST.withTarget(target);
        Path object = directory.resolve("guest.so");
        CCompiler compiler = findFor(target);
        for (BoundsMode bounds : BoundsMode.values()) {
            for (Metering metering : Metering.values()) {
                ObjectBuilder.build(
                        Pipeline.read(GeneratedModule.ofSize(5_000)),
                        options.withBounds(bounds).withMetering(metering).withOptimization(2),
                        compiler,
                        FOREVER,
                        object);
                ByteBuffer elf = ByteBuffer.wrap(Files.readAllBytes(object)).order(ByteOrder.LITTLE_ENDIAN);
                assertThat((int) elf.getShort(18))
                        .isEqualTo(Architecture.of(target).elfMachine());
                assertThat(WasmCompiler.inspect(object)).contains("export function main");
            }
        }
    }

    private static CCompiler findFor(Target target) {
        try {
            return CCompiler.find(target);
        } catch (CompilerException e) {
            return abort(String.valueOf(e.getMessage()));
        }
    }

    @Test
    void aCompilerForAnotherMachineThanTheTargetIsRefused() {
        Target other = Target.ofThisMachine() == Target.LINUX_AARCH64 ? Target.LINUX_X86_64 : Target.LINUX_AARCH64;
        assertThatExceptionOfType(CompilerException.class)
                .isThrownBy(() -> CCompiler.find(List.of("cc"), other))
                .withMessageContaining("the target is " + other);
    }

    @Test
    void anInterruptEndsTheCCompilerAndItsChildren() throws Exception {
        Path pids = directory.resolve("pids");
        CCompiler slow = CCompiler.find(List.of(script(sleeping(pids))));
        Thread compiling = new Thread(() -> assertThatExceptionOfType(CompilerException.class)
                .isThrownBy(() -> build(slow))
                .matches(e -> e.reason() == CompilerException.Reason.INTERRUPTED)
                .matches(e -> Thread.currentThread().isInterrupted()));
        Throwable[] failure = new Throwable[1];
        compiling.setUncaughtExceptionHandler((thread, e) -> failure[0] = e);
        compiling.start();
        while (!Files.exists(pids) && compiling.isAlive()) {
            Thread.onSpinWait();
        }
        compiling.interrupt();
        compiling.join();
        assertThat(failure[0]).isNull();
        assertEnded(pids);
        assertNoScratch();
    }

    @Test
    void aTimeoutEndsTheCCompilerAndItsChildren() throws IOException {
        Path pids = directory.resolve("pids");
        CCompiler slow = CCompiler.find(List.of(script(sleeping(pids))));
        Deadline soon = Deadline.after(Optional.of(Duration.ofMillis(500)));
        assertThatExceptionOfType(CompilerException.class)
                .isThrownBy(() ->
                        ObjectBuilder.build(Pipeline.read(CALLS), FAST, slow, soon, directory.resolve("guest.so")))
                .withMessage("the compilation did not finish within its timeout of 500 ms")
                .matches(e -> e.reason() == CompilerException.Reason.TIMEOUT);
        assertEnded(pids);
        assertNoScratch();
    }

    /** Two children that would outlive any test; their numbers appear in the file in one step. */
    private static String sleeping(Path pids) {
        return "sleep 1000 & echo $$ $! >" + pids + ".new; mv " + pids + ".new " + pids + "; sleep 1000; wait";
    }

    private static void assertEnded(Path pids) throws IOException {
        if (!Files.exists(pids)) {
            return; // ended before it began
        }
        for (String pid : Files.readString(pids).strip().split(" ", -1)) {
            ProcessHandle.of(Long.parseLong(pid))
                    .ifPresent(process -> process.onExit().join());
        }
    }

    private void assertNoScratch() throws IOException {
        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .noneMatch(name -> name.startsWith(".build"));
        }
    }

    private void build(CCompiler compiler) throws IOException {
        ObjectBuilder.build(Pipeline.read(CALLS), FAST, compiler, FOREVER, directory.resolve("guest.so"));
    }

    /** A program that answers questions as cc does, and runs the line to compile and link. */
    private String script(String line) throws IOException {
        assumeTrue(!CCompiler.find(List.of("cc")).isClang(), "the scripts stand around GCC");
        Path script = Files.createTempFile(
                directory,
                "cc",
                ".sh",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(
                script, "#!/bin/sh\ncase $1 in --version|-dumpmachine) exec cc \"$1\";; esac\n" + line + "\n");
        return script.toString();
    }
}
