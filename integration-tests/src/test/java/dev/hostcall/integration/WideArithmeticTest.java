package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.integration.differential.Binary;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums and products of 128 bits are those of {@link BigInteger}. The assembler knows none, so the module is bytes. */
class WideArithmeticTest {
    private static final int I64 = 0x7E;
    private static final BigInteger WORD = BigInteger.ONE.shiftLeft(Long.SIZE);

    /** The operator of this number, with parameters for operands. */
    private static Binary body(int operands, int operator) {
        Binary body = new Binary().bytes(0);
        for (int i = 0; i < operands; i++) {
            body.bytes(0x20, i);
        }
        return body.bytes(0xFC, operator, 0x0B);
    }

    private static byte[] module() {
        return new Binary()
                .bytes(0, 'a', 's', 'm', 1, 0, 0, 0)
                .section(
                        1,
                        new Binary().bytes(2, 0x60, 4, I64, I64, I64, I64, 2, I64, I64, 0x60, 2, I64, I64, 2, I64, I64))
                .section(3, new Binary().bytes(4, 0, 0, 1, 1))
                .section(
                        7,
                        new Binary()
                                .bytes(4)
                                .name("add")
                                .bytes(0, 0)
                                .name("sub")
                                .bytes(0, 1)
                                .name("mul_s")
                                .bytes(0, 2)
                                .name("mul_u")
                                .bytes(0, 3))
                .section(
                        10,
                        new Binary()
                                .bytes(4)
                                .sized(body(4, 0x13))
                                .sized(body(4, 0x14))
                                .sized(body(2, 0x15))
                                .sized(body(2, 0x16)))
                .toBytes();
    }

    private static BigInteger unsigned(long value) {
        return BigInteger.valueOf(value).mod(WORD);
    }

    private static BigInteger of(long low, long high) {
        return unsigned(low).add(BigInteger.valueOf(high).multiply(WORD));
    }

    private static void assertIs(Instance guest, BigInteger expected, String function, Object... arguments) {
        assertThat(guest.run(function, arguments).returned().values())
                .as(function)
                .containsExactly(
                        expected.longValue(), expected.shiftRight(Long.SIZE).longValue());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void resultsAreThoseOfBigIntegers(int level) {
        CompilerOptions options = CompilerOptions.defaults().withOptimization(level);
        GuestModule module = GuestModule.load(WasmCompiler.compile(module(), options), "wide");
        Random random = new Random(128);
        try (Region region = Region.create(1, Limits.defaults());
                Instance guest = region.newInstance(module)) {
            for (int round = 0; round < 200; round++) {
                long[] x = random.longs(4)
                        .map(value -> random.nextInt(4) == 0 ? value >> 63 : value)
                        .toArray();
                BigInteger first = of(x[0], x[1]);
                BigInteger second = of(x[2], x[3]);
                assertIs(guest, first.add(second), "add", x[0], x[1], x[2], x[3]);
                assertIs(guest, first.subtract(second), "sub", x[0], x[1], x[2], x[3]);
                BigInteger product = BigInteger.valueOf(x[0]).multiply(BigInteger.valueOf(x[1]));
                assertIs(guest, product, "mul_s", x[0], x[1]);
                assertIs(guest, unsigned(x[0]).multiply(unsigned(x[1])), "mul_u", x[0], x[1]);
            }
            assertThat(guest.instructionCount()).hasValue(200 * (5 + 5 + 3 + 3));
        }
    }
}
