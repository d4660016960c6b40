package dev.hostcall.compiler.read;

import static dev.hostcall.compiler.read.Binary.END;
import static dev.hostcall.compiler.read.Binary.FUNCTION;
import static dev.hostcall.compiler.read.Binary.GLOBAL;
import static dev.hostcall.compiler.read.Binary.I32;
import static dev.hostcall.compiler.read.Binary.TYPE;
import static dev.hostcall.compiler.read.Binary.body;
import static dev.hostcall.compiler.read.Binary.bytes;
import static dev.hostcall.compiler.read.Binary.code;
import static dev.hostcall.compiler.read.Binary.leb;
import static dev.hostcall.compiler.read.Binary.module;
import static dev.hostcall.compiler.read.Binary.repeated;
import static dev.hostcall.compiler.read.Binary.section;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Valid modules that would take too much of whoever reads or translates them are refused by what is too large, and where. */
class HostileTest {

    static Stream<Arguments> tooLarge() {
        byte[] manyResults = section(TYPE, 2, 0x60, 0, 0, 0x60, 0, leb(1_000), repeated(1_000, I32));
        return Stream.of(
                arguments(
                        "type 0, offset 13 has 1001 parameters; at most 1000 are allowed",
                        module(section(TYPE, 1, 0x60, leb(1_001), repeated(1_001, I32), 0))),
                arguments(
                        "function 0, offset 22 has 4294967295 locals; at most 50000 are allowed",
                        module(
                                section(TYPE, 1, 0x60, 0, 0),
                                section(FUNCTION, 1, 0),
                                code(1, leb(0xFFFFFFFFL), I32, END))),
                arguments(
                        "has 100001 nested blocks; at most 100000 are allowed",
                        module(body(repeated(200_000, 0x02, 0x40), repeated(200_000, END)))),
                arguments(
                        "has 100001 operands on its stack; at most 100000 are allowed",
                        module(body(repeated(100_001, 0x41, 0), repeated(100_001, 0x1A)))),
                arguments(
                        "has 100001 operands on its stack; at most 100000 are allowed",
                        module(manyResults, section(FUNCTION, 2, 0, 1), twoBodies())),
                arguments(
                        "global 0, offset 2014 has 1001 instructions in a constant expression; at most 1000 are allowed",
                        module(section(GLOBAL, 1, I32, 0, repeated(1_001, 0x41, 0), repeated(1_000, 0x6A), END))));
    }

    /** The first calls the second, of a thousand results, again and again. */
    private static byte[] twoBodies() {
        byte[] calls = bytes(0, repeated(101, 0x10, 1), 0x00, END);
        return section(Binary.CODE, 2, leb(calls.length), calls, 3, 0, 0x00, END);
    }

    @ParameterizedTest
    @MethodSource("tooLarge")
    void whatIsTooLargeIsNamed(String message, byte[] wasm) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> ModuleDecoder.decode(wasm));
        assertThat(refused.kind()).isEqualTo(RefusedException.Kind.LIMIT);
        assertThat(refused).hasMessageContaining(message);
    }

    @Test
    void hugeTablesOfBranchesAreRead() {
        int labels = 1_000_000;
        byte[] wasm = module(body(0x41, 0, 0x0E, leb(labels), repeated(labels + 1, 0)));
        assertThat(ModuleDecoder.decode(wasm)
                        .functions()
                        .get(0)
                        .body()
                        .orElseThrow()
                        .size())
                .isEqualTo(3);
    }

    @Test
    void deepNestingIsReadWithoutRecursion() {
        int depth = 90_000;
        byte[] wasm = module(body(repeated(depth, 0x02, 0x40), repeated(depth, END)));
        assertThat(ModuleDecoder.decode(wasm)
                        .functions()
                        .get(0)
                        .body()
                        .orElseThrow()
                        .size())
                .isEqualTo(2 * depth + 1);
    }
}
