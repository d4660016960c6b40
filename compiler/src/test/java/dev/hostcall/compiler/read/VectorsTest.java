package dev.hostcall.compiler.read;

import static dev.hostcall.compiler.read.Binary.END;
import static dev.hostcall.compiler.read.Binary.GLOBAL;
import static dev.hostcall.compiler.read.Binary.I32;
import static dev.hostcall.compiler.read.Binary.MEMORY;
import static dev.hostcall.compiler.read.Binary.TYPE;
import static dev.hostcall.compiler.read.Binary.bytes;
import static dev.hostcall.compiler.read.Binary.leb;
import static dev.hostcall.compiler.read.Binary.module;
import static dev.hostcall.compiler.read.Binary.repeated;
import static dev.hostcall.compiler.read.Binary.section;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Vectors are read as the specification has them, and what is wrong with one is told in its words. */
class VectorsTest {
    private static final int V128 = 0x7B;
    private static final int DROP = 0x1A;
    private static final byte[] CONSTANT = bytes(0xFD, 0x0C, repeated(16, 7));
    private static final byte[] ADDRESS = bytes(0x41, 0);

    /** Of a module with a memory. */
    private static byte[] body(Object... instructions) {
        byte[] all = Binary.body(instructions);
        int code = all.length - Binary.code(0, instructions, END).length;
        byte[] before = java.util.Arrays.copyOf(all, code);
        return module(before, section(MEMORY, 1, 0, 1), Binary.code(0, instructions, END));
    }

    private static byte[] operator(int number, Object... immediates) {
        return bytes(0xFD, leb(number), immediates);
    }

    static Stream<Arguments> valid() {
        return Stream.of(
                arguments(
                        "a shuffle of the highest lane",
                        body(CONSTANT, CONSTANT, operator(0x0D, repeated(16, 31)), DROP)),
                arguments("the highest lane of eight", body(CONSTANT, operator(0x18, 7), DROP)),
                arguments("a load of the highest lane", body(ADDRESS, CONSTANT, operator(0x57, 3, 0, 1), DROP)),
                arguments("an access of natural alignment", body(ADDRESS, operator(0x00, 4, 0), DROP)),
                arguments("a select that names no type", body(CONSTANT, CONSTANT, 0x41, 0, 0x1B, DROP)),
                arguments("a number written longer than need be", body(CONSTANT, 0xFD, 0xCD, 0x80, 0, DROP)),
                arguments("a relaxed operator", body(CONSTANT, CONSTANT, operator(0x100), DROP)),
                arguments("a constant", module(section(GLOBAL, 1, V128, 0, CONSTANT, END))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("valid")
    void whatIsSoundIsRead(String what, byte[] wasm) {
        assertThat(ModuleDecoder.decode(wasm).uses()).as(what).contains(Use.VECTORS);
    }

    @Test
    void aModuleWithoutVectorsHasNone() {
        assertThat(ModuleDecoder.decode(body(ADDRESS, DROP)).uses()).isEmpty();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments(
                        "invalid module: invalid lane index 16, i8x16.extract_lane_s has 16 (function 0, offset 46)",
                        body(CONSTANT, operator(0x15, 16), DROP)),
                arguments(
                        "invalid module: invalid lane index 2, f64x2.replace_lane has 2",
                        body(CONSTANT, CONSTANT, operator(0x22, 2), DROP)),
                arguments(
                        "invalid module: invalid lane index 32, i8x16.shuffle has 32",
                        body(CONSTANT, CONSTANT, operator(0x0D, repeated(15, 0), 32), DROP)),
                arguments(
                        "invalid module: invalid lane index 4, v128.store32_lane has 4",
                        body(ADDRESS, CONSTANT, operator(0x5A, 2, 0, 4))),
                arguments(
                        "invalid module: alignment must not be larger than natural",
                        body(ADDRESS, operator(0x00, 5, 0), DROP)),
                arguments(
                        "invalid module: alignment must not be larger than natural",
                        body(ADDRESS, operator(0x07, 1, 0), DROP)),
                arguments("invalid module: unknown memory 0", module(Binary.body(ADDRESS, operator(0x00, 4, 0), DROP))),
                arguments(
                        "invalid module: type mismatch: i8x16.add requires v128 but the stack has i32",
                        body(CONSTANT, ADDRESS, operator(0x6E), DROP)),
                arguments(
                        "invalid module: constant expression required, but i8x16.splat is none",
                        module(section(GLOBAL, 1, V128, 0, ADDRESS, operator(0x0F), END))),
                arguments(
                        "invalid module: type mismatch: a constant expression of i32 is required",
                        module(section(GLOBAL, 1, I32, 0, CONSTANT, END))),
                arguments("malformed module: illegal opcode fd 9a", body(operator(0x9A))),
                arguments("malformed module: illegal opcode fd 114", body(operator(0x114))),
                arguments("malformed module: illegal opcode fd ffffff", body(operator(0xFFFFFF))),
                arguments(
                        "malformed module: unexpected end of section or function", module(Binary.body(0xFD, 0x0C, 1))));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsWrongIsToldInTheSpecificationsWords(String message, byte[] wasm) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> ModuleDecoder.decode(wasm));
        assertThat(refused).hasMessageStartingWith(message);
    }

    @Test
    void moreSlotsThanACallHasAreRefused() {
        byte[] wasm = module(section(TYPE, 1, 0x60, leb(501), repeated(501, V128), 0));
        assertThat(catchThrowableOfType(RefusedException.class, () -> ModuleDecoder.decode(wasm)))
                .hasMessage(
                        "type 0, offset 13 has 1002 parameters, of which a v128 counts as two; at most 1000 are allowed");
    }

    @Test
    void thereAreAllOperatorsOfBothProposals() {
        List<VectorOperator> all = VectorOperator.all();
        Set<String> names = new HashSet<>();
        all.forEach(operator -> names.add(operator.text()));
        assertThat(names).hasSize(236 + 20);
        assertThat(all).hasSameSizeAs(names);
    }
}
