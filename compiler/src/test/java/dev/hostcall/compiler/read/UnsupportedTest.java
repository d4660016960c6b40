package dev.hostcall.compiler.read;

import static dev.hostcall.compiler.read.Binary.END;
import static dev.hostcall.compiler.read.Binary.FUNCREF;
import static dev.hostcall.compiler.read.Binary.I32;
import static dev.hostcall.compiler.read.Binary.MEMORY;
import static dev.hostcall.compiler.read.Binary.TABLE;
import static dev.hostcall.compiler.read.Binary.TAG;
import static dev.hostcall.compiler.read.Binary.TYPE;
import static dev.hostcall.compiler.read.Binary.body;
import static dev.hostcall.compiler.read.Binary.bytes;
import static dev.hostcall.compiler.read.Binary.leb;
import static dev.hostcall.compiler.read.Binary.module;
import static dev.hostcall.compiler.read.Binary.section;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A module that uses what is not taken is refused by the feature's name and the place, whether it is valid or not. */
class UnsupportedTest {

    static Stream<Arguments> uses() {
        return Stream.of(
                arguments(Feature.GARBAGE_COLLECTION, "type 0, offset 11", module(section(TYPE, 1, 0x5F, 0))),
                arguments(Feature.GARBAGE_COLLECTION, "type 0, offset 11", module(section(TYPE, 1, 0x5E, I32, 0))),
                arguments(
                        Feature.GARBAGE_COLLECTION, "type 0, offset 11", module(section(TYPE, 1, 0x4E, 1, 0x60, 0, 0))),
                arguments(
                        Feature.GARBAGE_COLLECTION, "type 0, offset 11", module(section(TYPE, 1, 0x50, 0, 0x60, 0, 0))),
                arguments(Feature.GARBAGE_COLLECTION, "type 0, offset 13", module(section(TYPE, 1, 0x60, 1, 0x6E, 0))),
                arguments(
                        Feature.EXCEPTION_HANDLING,
                        "tag 0, offset 19",
                        module(section(TYPE, 1, 0x60, 1, 0x69, 0), section(TAG, 1, 0, 0))),
                arguments(Feature.EXCEPTION_HANDLING, "table 0, offset 14", module(section(TABLE, 1, 0x69, 0, 0))),
                arguments(Feature.CUSTOM_PAGE_SIZES, "memory 0, offset 11", module(section(MEMORY, 1, 8, 1, 0))),
                arguments(
                        Feature.GARBAGE_COLLECTION,
                        "global 0, offset 13",
                        module(section(Binary.GLOBAL, 1, FUNCREF, 0, 0xFB, 0, 0, END))));
    }

    @ParameterizedTest
    @MethodSource("uses")
    void aUseIsRefusedByNameAndPlace(Feature feature, String place, byte[] wasm) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> ModuleDecoder.decode(wasm));
        assertThat(refused).hasMessageStartingWith(place + " uses " + feature.text() + " (");
        assertThat(refused).hasMessageEndingWith("), which this compiler does not support");
        assertThat(refused.kind()).isEqualTo(RefusedException.Kind.UNSUPPORTED);
        assertThat(refused.feature()).contains(feature);
    }

    @Test
    void everyOperatorOfAFeatureIsRefusedByItsOwnName() {
        Set<Feature> met = new HashSet<>();
        UnsupportedOperator.BY_CODE.forEach((number, operator) -> {
            byte[] code = number <= 0xFF ? bytes(number) : bytes(number >> 12, leb(number & 0xFFF));
            RefusedException refused =
                    catchThrowableOfType(RefusedException.class, () -> ModuleDecoder.decode(module(body(code))));
            assertThat(refused)
                    .hasMessage("function 0, offset 23 uses "
                            + operator.feature().text() + " (" + operator.text()
                            + "), which this compiler does not support");
            met.add(operator.feature());
        });
        assertThat(met).containsExactly(Feature.GARBAGE_COLLECTION);
    }

    @Test
    void noTwoOperatorsShareACodeOrAName() {
        List<Integer> codes = new ArrayList<>(UnsupportedOperator.BY_CODE.keySet());
        List<String> names = new ArrayList<>();
        UnsupportedOperator.BY_CODE.values().forEach(operator -> names.add(operator.text()));
        for (Opcode opcode : Opcode.values()) {
            codes.add(opcode.code);
            if (opcode != Opcode.SELECT_T) { // the text format has one word for both
                names.add(opcode.text());
            }
        }
        assertThat(codes).doesNotHaveDuplicates().hasSize(Opcode.values().length + UnsupportedOperator.BY_CODE.size());
        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void whatIsWrongBeforeTheUseIsToldInItsPlace() {
        byte[] wasm = module(body(0x1A, 0xFD, 0x0C));
        assertThat(catchThrowableOfType(RefusedException.class, () -> ModuleDecoder.decode(wasm))
                        .kind())
                .isEqualTo(RefusedException.Kind.INVALID);
    }
}
