package dev.hostcall.integration.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hostcall.abi.WasmType;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.compiler.read.VectorOperator;
import dev.hostcall.guests.Tool;
import dev.hostcall.integration.WatGuest;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What a C compiler makes of an operator on vectors whose operands are constants is what the operator does with the same values from
 * memory.
 */
class FoldedVectorsTest {
    private static final int VALUES = 24;
    private static final int ROUNDS = 12;
    private static final int RESULTS = 4096;

    private static final List<VectorOperator> OPERATORS = VectorOperator.all().stream()
            .filter(operator -> operator.bytes() == 0 && !operator.text().equals("v128.const"))
            .toList();

    private final Random random = new Random(Long.getLong("hostcall.differential.seed", 1));
    private final List<long[]> values = new ArrayList<>();

    @Test
    void constantsAreFoldedToWhatIsComputed() {
        check(CompilerOptions.defaults());
    }

    @Test
    void clangFoldsThemToTheSame() {
        assumeTrue(Tool.isInstalled("clang") && Tool.isInstalled("ld.lld"), "this needs clang and lld");
        check(CompilerOptions.defaults().withClang(Path.of("clang")));
    }

    private void check(CompilerOptions options) {
        for (int i = 0; i < VALUES; i++) {
            values.add(new long[] {half(i % 3), half(i % 3)});
        }
        try (GuestModule module = GuestModule.load(WasmCompiler.compile(WatGuest.wasm(module()), options), "folded");
                Region region = Region.create(1, Limits.defaults());
                Instance guest = region.newInstance(module)) {
            List<String> differences = new ArrayList<>();
            for (VectorOperator operator : OPERATORS) {
                List<String> computed = results(guest, "computed " + operator.text());
                List<String> folded = results(guest, "folded " + operator.text());
                for (int round = 0; round < ROUNDS; round++) {
                    if (!folded.get(round).equals(computed.get(round))) {
                        differences.add("%s, round %d: folded to %s, computed %s"
                                .formatted(operator.text(), round, folded.get(round), computed.get(round)));
                    }
                }
            }
            assertThat(differences).isEmpty();
        }
    }

    /** Half a vector: of whole numbers, of a double, or of two floats. */
    private long half(int kind) {
        return switch (kind) {
            case 0 -> Type.I64.edge(random);
            case 1 -> Type.F64.edge(random);
            default -> Type.F32.edge(random) << 32 | Type.F32.edge(random);
        };
    }

    private static List<String> results(Instance guest, String function) {
        guest.run(function);
        HexFormat hex = HexFormat.of();
        return IntStream.range(0, ROUNDS)
                .mapToObj(round -> hex.formatHex(
                        guest.memory().readBytes(RESULTS + round * VectorOperator.BYTES, VectorOperator.BYTES)))
                .toList();
    }

    private String module() {
        StringBuilder text = new StringBuilder("(module (memory (export \"memory\") 1)\n(data (i32.const 0) \"")
                .append(values.stream()
                        .map(value -> VectorGenerator.bytes(value[0]) + VectorGenerator.bytes(value[1]))
                        .collect(Collectors.joining()))
                .append("\")\n");
        for (VectorOperator operator : OPERATORS) {
            List<String> immediates = new ArrayList<>();
            List<List<Integer>> operands = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                immediates.add(VectorGenerator.immediates(operator, random));
                operands.add(operator.operands().stream()
                        .map(type -> random.nextInt(VALUES))
                        .toList());
            }
            text.append(function(
                    "folded ", operator, round -> apply(operator, immediates.get(round), operands.get(round), true)));
            text.append(function(
                    "computed ",
                    operator,
                    round -> apply(operator, immediates.get(round), operands.get(round), false)));
        }
        return text.append(")").toString();
    }

    private static String function(String name, VectorOperator operator, IntFunction<String> value) {
        WasmType result = operator.result().orElseThrow();
        return IntStream.range(0, ROUNDS)
                .mapToObj(round -> "(%s.store (i32.const %d) %s)"
                        .formatted(
                                result.name().toLowerCase(Locale.ROOT),
                                RESULTS + round * VectorOperator.BYTES,
                                value.apply(round)))
                .collect(Collectors.joining(
                        "\n", "(func (export \"" + name + operator.text() + "\") (local $t v128)\n", ")\n"));
    }

    private String apply(VectorOperator operator, String immediates, List<Integer> operands, boolean folded) {
        String text = IntStream.range(0, operands.size())
                .mapToObj(i -> operand(operator.operands().get(i), operands.get(i), folded))
                .collect(Collectors.joining(" ", "(" + operator.text() + immediates + " ", ")"));
        return VectorGenerator.calculates(operator) ? VectorGenerator.canonical(operator, text) : text;
    }

    private String operand(WasmType type, int value, boolean folded) {
        if (!folded) {
            return "(%s.load (i32.const %d))"
                    .formatted(type.name().toLowerCase(Locale.ROOT), value * VectorOperator.BYTES);
        }
        return VectorGenerator.constant(type, values.get(value)[0], values.get(value)[1]);
    }
}
