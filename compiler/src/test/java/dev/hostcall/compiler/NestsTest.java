package dev.hostcall.compiler;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Modules that are deep or long in one respect are compiled; {@link NestingTimes} tells how long it takes. */
class NestsTest {
    private static final int DEEPER = 10_000;
    private static final int DEEP = 1_500;

    @TempDir
    Path directory;

    static Stream<Arguments> each() {
        return Stream.of(Nests.values()).flatMap(kind -> Stream.of(1, 2).map(level -> Arguments.of(kind, level)));
    }

    @ParameterizedTest
    @MethodSource("each")
    void aDeepOrLongModuleIsCompiled(Nests kind, int level) {
        CompilerOptions options = CompilerOptions.defaults().withOptimization(level);
        assertThatCode(() -> WasmCompiler.compile(kind.of(DEEP), options, directory.resolve("deep.so")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(names = {"IFS", "IFS_AND_WORK", "FLAT_IFS", "BLOCKS"})
    void whatOptimizersTakeTheSquareOfTheTimeForIsCompiledWithoutThem(Nests kind) {
        assertThatCode(() -> WasmCompiler.compile(
                        kind.of(DEEPER), CompilerOptions.defaults(), directory.resolve("deeper.so")))
                .doesNotThrowAnyException();
    }
}
