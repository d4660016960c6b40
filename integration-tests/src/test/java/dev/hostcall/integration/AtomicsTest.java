package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.Metering;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.compiler.read.AtomicOperator;
import dev.hostcall.compiler.read.AtomicOperator.Kind;
import dev.hostcall.integration.differential.Binary;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Memory;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.TrapCode;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Atomic operators, each compared with what Java makes of the same memory; {@link WaitTest} is about those that wait. */
class AtomicsTest {
    private static final int SEED = 1212;
    private static final int PLACE = 64;

    /** Those that read or write. */
    private static List<AtomicOperator> accesses() {
        return AtomicOperator.all().stream()
                .filter(operator -> switch (operator.kind()) {
                    case LOAD, STORE, CHANGE, EXCHANGE_IF -> true;
                    case NOTIFY, WAIT, FENCE -> false;
                })
                .toList();
    }

    private static String value(AtomicOperator operator) {
        return operator.text().substring(0, "i32".length());
    }

    /** A module that exports each operator, on a memory that is written so, at an address plus 8. */
    private static String module(String memory, String address) {
        return accesses().stream()
                .map(operator -> {
                    String values = (" " + value(operator)).repeat(operator.operands() - 1);
                    String arguments = Stream.iterate(0, i -> i < operator.operands(), i -> i + 1)
                            .map(i -> " (local.get " + i + ")")
                            .collect(Collectors.joining());
                    return "(func (export \"%s\") (param %s%s)%s (%s offset=8%s))\n"
                            .formatted(
                                    operator.text(),
                                    address,
                                    values,
                                    operator.kind() == Kind.STORE ? "" : " (result " + value(operator) + ")",
                                    operator.text(),
                                    arguments);
                })
                .collect(Collectors.joining("", "(module " + memory + "\n", ")"));
    }

    private static Instance guest(Region region, CompilerOptions options) {
        return region.newInstance(WatGuest.of(module("(memory (export \"memory\") 1 1)", "i32"), "atomics", options));
    }

    private static Region region(CompilerOptions options) {
        return Region.create(1, options.bounds() == BoundsMode.GUARD ? Limits.defaults() : Limits.compact());
    }

    static Stream<CompilerOptions> modes() {
        return WatGuest.modes();
    }

    /** What memory has after an operator, and what the operator gives. */
    private record Outcome(long memory, long result) {
        /** By Java, on a number of so many bits. */
        static Outcome of(AtomicOperator operator, long memory, long first, long second) {
            int bits = Byte.SIZE * operator.bytes();
            long mask = -1L >>> (Long.SIZE - bits);
            long old = memory & mask;
            long next = switch (operator.kind()) {
                case STORE -> first;
                case EXCHANGE_IF -> (first & mask) == old ? second : old;
                case CHANGE ->
                    switch (operator.operation()) {
                        case "add" -> old + first;
                        case "sub" -> old - first;
                        case "and" -> old & first;
                        case "or" -> old | first;
                        case "xor" -> old ^ first;
                        default -> first;
                    };
                default -> old;
            };
            return new Outcome((memory & ~mask) | (next & mask), old);
        }
    }

    private static Object typed(AtomicOperator operator, long bits) {
        if (value(operator).equals("i32")) {
            return (int) bits;
        }
        return bits;
    }

    private static Object[] arguments(AtomicOperator operator, Object address, long first, long second) {
        return Stream.of(address, typed(operator, first), typed(operator, second))
                .limit(operator.operands())
                .toArray();
    }

    private static void compare(Instance guest, Memory memory, Object address, long seed) {
        Random random = new Random(seed);
        for (AtomicOperator operator : accesses()) {
            for (int round = 0; round < 20; round++) {
                long before = random.nextLong();
                long mask = -1L >>> (Long.SIZE - Byte.SIZE * operator.bytes());
                long first = round % 2 == 0 ? before & (round % 4 == 0 ? mask : -1L) : random.nextLong();
                long second = random.nextLong();
                memory.writeLong(PLACE, before);
                Outcome expected = Outcome.of(operator, before, first, second);
                List<Object> values = guest.run(operator.text(), arguments(operator, address, first, second))
                        .returned()
                        .values();
                assertThat(values)
                        .as("%s of %x with %x, %x", operator.text(), before, first, second)
                        .isEqualTo(
                                operator.kind() == Kind.STORE
                                        ? List.of()
                                        : Collections.singletonList(typed(operator, expected.result())));
                assertThat(memory.readLong(PLACE))
                        .as("memory after %s of %x with %x, %x", operator.text(), before, first, second)
                        .isEqualTo(expected.memory());
            }
        }
    }

    @Test
    void thereAreAllOperatorsOfTheProposal() {
        assertThat(AtomicOperator.all())
                .extracting(AtomicOperator::text)
                .hasSize(67)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("modes")
    void eachReadsAndWritesWhatJavaDoes(CompilerOptions options) {
        try (Region region = region(options);
                Instance guest = guest(region, options)) {
            compare(guest, guest.memory(), PLACE - 8, SEED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachDoesSoAtAddressesOf64Bits(BoundsMode bounds) {
        CompilerOptions options = CompilerOptions.defaults().withBounds(bounds);
        String module = module("(memory (export \"memory\") i64 1 1)", "i64");
        try (Region region = Region.create(1, Limits.defaults());
                Instance guest = region.newInstance(WatGuest.of(module, "wide-atomics", options))) {
            compare(guest, guest.memory(), PLACE - 8L, SEED + 1);
            for (long address : new long[] {65536, 1L << 32, -8, -16, Long.MIN_VALUE}) {
                assertThatThrownBy(() -> guest.run("i64.atomic.load", address))
                        .isInstanceOfSatisfying(
                                GuestTrapException.class,
                                trap -> assertThat(trap.code()).isEqualTo(TrapCode.MEMORY_OUT_OF_BOUNDS));
                guest.recover();
            }
        }
    }

    /** A module with two memories, and each operator on the second, which is more than the assembler knows. */
    private static byte[] onTheSecondMemory() {
        List<AtomicOperator> operators = accesses();
        int count = operators.size();
        Binary types = new Binary().bytes(count);
        Binary functions = new Binary().bytes(count);
        Binary exports = new Binary().bytes(count + 1).name("second").bytes(2, 1);
        Binary code = new Binary().bytes(count);
        for (int i = 0; i < count; i++) {
            AtomicOperator operator = operators.get(i);
            int type = value(operator).equals("i32") ? 0x7F : 0x7E;
            Binary body = new Binary().bytes(0);
            types.bytes(0x60, operator.operands(), 0x7F);
            for (int operand = 0; operand < operator.operands(); operand++) {
                types.bytes(operand == 0 ? new int[0] : new int[] {type});
                body.bytes(0x20, operand);
            }
            types.bytes(operator.kind() == Kind.STORE ? new int[] {0} : new int[] {1, type});
            int aligned = 0x40 | Integer.numberOfTrailingZeros(operator.bytes());
            body.bytes(0xFE, 0x10 + i, aligned, 1, 8, 0x0B);
            functions.bytes(i);
            exports.name(operator.text()).bytes(0, i);
            code.sized(body);
        }
        return new Binary()
                .bytes(0, 'a', 's', 'm', 1, 0, 0, 0, 1)
                .sized(types)
                .bytes(3)
                .sized(functions)
                .bytes(5)
                .sized(new Binary().bytes(2, 0, 0, 1, 1, 1))
                .bytes(7)
                .sized(exports)
                .bytes(10)
                .sized(code)
                .toBytes();
    }

    @ParameterizedTest
    @EnumSource
    void eachDoesSoInAFurtherMemory(BoundsMode bounds) {
        CompilerOptions options = CompilerOptions.defaults().withBounds(bounds);
        try (Region region = Region.create(1, Limits.defaults());
                Instance guest = region.newInstance(
                        GuestModule.load(WasmCompiler.compile(onTheSecondMemory(), options), "atomics"))) {
            compare(guest, guest.memory("second").orElseThrow(), PLACE - 8, SEED + 2);
        }
    }

    private static void assertTraps(Instance guest, TrapCode code, AtomicOperator operator, int address) {
        long before = guest.instructionCount().orElse(0);
        guest.memory().writeLong(PLACE, 7);
        assertThatThrownBy(() -> guest.run(operator.text(), arguments(operator, address, 0, 1)))
                .as(operator.text())
                .isInstanceOfSatisfying(
                        GuestTrapException.class,
                        trap -> assertThat(trap.code()).isEqualTo(code));
        OptionalLong count = guest.instructionCount();
        if (count.isPresent()) {
            assertThat(count.getAsLong() - before).as(operator.text()).isEqualTo(operator.operands() + 1L);
        }
        assertThat(guest.memory().readLong(PLACE)).isEqualTo(7);
        guest.recover();
    }

    @ParameterizedTest
    @MethodSource("modes")
    void aPlaceThatIsNoMultipleOfItsSizeTraps(CompilerOptions options) {
        try (Region region = region(options);
                Instance guest = guest(region, options)) {
            for (AtomicOperator operator : accesses()) {
                for (int off = 1; off < operator.bytes(); off++) {
                    assertTraps(guest, TrapCode.UNALIGNED_ATOMIC, operator, PLACE - 8 + off);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("modes")
    void aPlaceOutOfBoundsTraps(CompilerOptions options) {
        try (Region region = region(options);
                Instance guest = guest(region, options)) {
            for (AtomicOperator operator : accesses()) {
                guest.run(operator.text(), arguments(operator, 65528 - operator.bytes(), 0, 1));
                for (int address : new int[] {65528, -8, -16, Integer.MIN_VALUE}) {
                    assertTraps(guest, TrapCode.MEMORY_OUT_OF_BOUNDS, operator, address);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "(memory 1 1)", "(memory 1 1 shared)"})
    void aFenceNeedsNoMemory(String memory) {
        String module = "(module %s (func (export \"fence\") (atomic.fence)))".formatted(memory);
        try (Region region = Region.create(1, Limits.defaults());
                Instance guest = region.newInstance(
                        WatGuest.of(module, "fence", CompilerOptions.defaults().withMetering(Metering.ON)))) {
            assertThat(guest.run("fence").returned().values()).isEmpty();
            assertThat(guest.instructionCount()).hasValue(1);
        }
    }

    @Test
    void whatAnInstanceImportsAsASharedMemoryIsItsOwn() {
        String module = """
                (module
                  (import "env" "memory" (memory 1 2 shared))
                  (export "memory" (memory 0))
                  (func (export "add") (result i32) (i32.atomic.rmw.add (i32.const 0) (i32.const 1))))
                """;
        try (Region region = Region.create(2, Limits.defaults())) {
            GuestModule loaded = WatGuest.of(module, "importing", CompilerOptions.defaults());
            try (Instance one = region.newInstance(loaded);
                    Instance two = region.newInstance(loaded)) {
                one.run("add");
                assertThat(one.run("add").returned().i32()).isEqualTo(1);
                assertThat(two.run("add").returned().i32()).isZero();
            }
        }
    }
}
