package dev.hostcall.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hostcall.compiler.CompilerException.Reason;
import dev.hostcall.compiler.read.Outline;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is given in place of a module, what is too large, and targets that are no files. */
class RefusalsTest {
    private static final CompilerOptions FAST = CompilerOptions.defaults().withOptimization(0);
    private static final byte[] SMALL = Wat.wasm(
            "(module (import \"e\" \"f\" (func (param i32))) (memory 1)"
                    + " (func) (func (param i32) (call 0 (i32.add (local.get 0) (i32.const 1)))) (data (i32.const 0) \"12345678\"))");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'  (module)' | this is WebAssembly text",
                "';; a comment' | this is WebAssembly text",
                "'' | it is empty",
                "'<project>' | it begins with \"<project>\"",
                "'\u007FELF' | it begins with the bytes 7f 45 4c 46"
            })
    void whatIsNoModuleIsRecognized(String given, String said) {
        assertThatExceptionOfType(CompilerException.class)
                .isThrownBy(() ->
                        WasmCompiler.compile(given.getBytes(StandardCharsets.UTF_8), FAST, directory.resolve("x.so")))
                .withMessageStartingWith("not WebAssembly: " + said)
                .matches(e -> e.reason() == Reason.INVALID_MODULE);
    }

    @Test
    void aLimitNamesWhatIsTooLargeAndItsSize() {
        ModuleLimits limits = ModuleLimits.defaults();
        assertRefused(limits.withFunctions(1), "the module has 2 functions; at most 1 are allowed");
        assertRefused(limits.withFunctionBytes(8), "function 2 has 9 bytes of code; at most 8 are allowed");
        assertRefused(limits.withCodeBytes(10), "the code section has 14 bytes; at most 10 are allowed");
        assertRefused(limits.withDataBytes(10), "the data section has 14 bytes; at most 10 are allowed");
        WasmCompiler.compile(SMALL, FAST.withLimits(new ModuleLimits(2, 9, 14, 14)), directory.resolve("fits.so"));
    }

    @Test
    void aModuleThatIsCutOffAnywhereIsLeftToTheReader() {
        for (int length = 4; length < SMALL.length; length++) {
            byte[] cut = Arrays.copyOf(SMALL, length);
            assertThatCode(() -> Outline.of(cut)).doesNotThrowAnyException();
        }
    }

    private void assertRefused(ModuleLimits limits, String message) {
        assertThatExceptionOfType(CompilerException.class)
                .isThrownBy(() -> WasmCompiler.compile(SMALL, FAST.withLimits(limits), directory.resolve("x.so")))
                .withMessage(message)
                .matches(e -> e.reason() == Reason.LIMIT);
    }

    @Test
    void aTargetThatIsADirectoryOrLiesInNoneIsNamed() {
        for (Path target : new Path[] {Path.of("/"), directory, directory.resolve("absent/x.so")}) {
            assertThatExceptionOfType(CompilerException.class)
                    .isThrownBy(() -> WasmCompiler.compile(SMALL, FAST, target))
                    .withMessageContaining("cannot write the object to " + target)
                    .matches(e -> e.reason() == Reason.FILE);
        }
    }

    @Test
    void anObjectCanBeWrittenIntoAZipFile() throws IOException {
        Path zip = directory.resolve("guests.zip");
        try (FileSystem files = FileSystems.newFileSystem(URI.create("jar:" + zip.toUri()), Map.of("create", "true"))) {
            WasmCompiler.compile(SMALL, FAST, files.getPath("/guest.so"));
            WasmCompiler.compile(SMALL, FAST, directory.resolve("guest.so"));
            assertThat(Files.readAllBytes(files.getPath("/guest.so")))
                    .isEqualTo(Files.readAllBytes(directory.resolve("guest.so")));
        }
    }

    @Test
    void optionsThatMeanNothingAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FAST.withTarget("windows-x86-64"))
                .withMessage("the target \"windows-x86-64\" is not one of linux-x86-64, linux-aarch64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FAST.withTimeout(Duration.ZERO))
                .withMessageContaining("the timeout must be positive");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModuleLimits.defaults().withFunctions(-1))
                .withMessageContaining("-1 functions");
    }
}
