package dev.hostcall.compiler.read;

import static dev.hostcall.compiler.read.Binary.CODE;
import static dev.hostcall.compiler.read.Binary.DATA;
import static dev.hostcall.compiler.read.Binary.DATA_COUNT;
import static dev.hostcall.compiler.read.Binary.ELEMENT;
import static dev.hostcall.compiler.read.Binary.END;
import static dev.hostcall.compiler.read.Binary.EXPORT;
import static dev.hostcall.compiler.read.Binary.FUNCREF;
import static dev.hostcall.compiler.read.Binary.FUNCTION;
import static dev.hostcall.compiler.read.Binary.GLOBAL;
import static dev.hostcall.compiler.read.Binary.I32;
import static dev.hostcall.compiler.read.Binary.IMPORT;
import static dev.hostcall.compiler.read.Binary.MEMORY;
import static dev.hostcall.compiler.read.Binary.TABLE;
import static dev.hostcall.compiler.read.Binary.TYPE;
import static dev.hostcall.compiler.read.Binary.body;
import static dev.hostcall.compiler.read.Binary.bytes;
import static dev.hostcall.compiler.read.Binary.code;
import static dev.hostcall.compiler.read.Binary.module;
import static dev.hostcall.compiler.read.Binary.name;
import static dev.hostcall.compiler.read.Binary.section;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that are no module end with the specification's words and the place. */
class MalformedTest {
    private static final byte[] ONE_TYPE = section(TYPE, 1, 0x60, 0, 0);
    private static final byte[] HUGE = bytes(0xFF, 0xFF, 0xFF, 0xFF, 0x0F);

    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments("magic header not detected (offset 0)", new byte[0]),
                arguments("magic header not detected (offset 0)", bytes(0, 'a', 's')),
                arguments("magic header not detected (offset 0)", bytes(0, 'A', 's', 'm', 1, 0, 0, 0)),
                arguments("unknown binary version (offset 4)", bytes(0, 'a', 's', 'm')),
                arguments("unknown binary version (offset 4)", bytes(0, 'a', 's', 'm', 13, 0, 1, 0)),
                arguments("malformed section id 14 (offset 8)", module(section(14))),
                arguments("length out of bounds, 5 bytes where 1 are left (offset 9)", module(bytes(TYPE, 5, 0))),
                arguments("unexpected end of section or function (offset 9)", module(bytes(TYPE))),
                arguments("section size mismatch (offset 11)", module(section(TYPE, 0, 0))),
                arguments("unexpected content after last section", module(ONE_TYPE, ONE_TYPE)),
                arguments("unexpected content after last section", module(section(FUNCTION, 0), ONE_TYPE)),
                arguments("unexpected content after last section", module(section(DATA, 0), section(CODE, 0))),
                arguments("unexpected content after last section", module(section(CODE, 0), section(DATA_COUNT, 0))),
                arguments("unexpected end of section or function, 4294967295 entries", module(section(TYPE, HUGE))),
                arguments("unexpected end of section or function, 5 entries", module(section(TYPE, 5))),
                arguments("unexpected end of section or function", module(section(IMPORT, HUGE))),
                arguments("unexpected end of section or function", module(section(GLOBAL, HUGE))),
                arguments("malformed definition type (type 0, offset 11)", module(section(TYPE, 1, 0x61, 0, 0))),
                arguments("malformed value type (type 0, offset 13)", module(section(TYPE, 1, 0x60, 1, 0x40, 0))),
                arguments("integer representation too long", module(section(TYPE, 0x80, 0x80, 0x80, 0x80, 0x80, 0))),
                arguments("integer too large", module(section(TYPE, 0x80, 0x80, 0x80, 0x80, 0x10))),
                arguments("integer too large", inBody(0x41, 0xFF, 0xFF, 0xFF, 0xFF, 0x4F, 0x1A)),
                arguments("integer representation too long", inBody(0x41, 0x80, 0x80, 0x80, 0x80, 0x80, 0, 0x1A)),
                arguments(
                        "integer too large",
                        inBody(0x42, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x02, 0x1A)),
                arguments("malformed UTF-8 encoding", module(section(0, 2, 0xFF, 0xC0))),
                arguments("malformed UTF-8 encoding", module(section(0, 3, 0xED, 0xA0, 0x80))),
                arguments("malformed UTF-8 encoding", module(section(0, 2, 0xC0, 0x80))),
                arguments("malformed UTF-8 encoding", exported(bytes(3, 0xFF, 0xC0, 0x80))),
                arguments("malformed UTF-8 encoding", exported(bytes(3, 0xED, 0xA0, 0x80))),
                arguments("malformed UTF-8 encoding", module(section(IMPORT, 1, 1, 0x80, 0, 0, 0))),
                arguments("length out of bounds", module(section(0, 9, 'a'))),
                arguments("malformed import kind (import 0, offset 13)", module(section(IMPORT, 1, 0, 0, 5, 0))),
                arguments("malformed export kind", module(section(EXPORT, 1, name("e"), 5, 0))),
                arguments("malformed mutability", module(section(GLOBAL, 1, I32, 2, 0x41, 0, END))),
                arguments("malformed reference type", module(section(TABLE, 1, I32, 0, 1))),
                arguments("malformed limits flags", module(section(MEMORY, 1, 0x10, 1))),
                arguments("malformed limits flags", module(section(TABLE, 1, FUNCREF, 8, 1))),
                arguments("zero byte expected", module(section(TABLE, 1, 0x40, 1, FUNCREF, 0, 1, 0xD0, FUNCREF, END))),
                arguments(
                        "function and code section have inconsistent lengths",
                        module(ONE_TYPE, section(FUNCTION, 1, 0))),
                arguments(
                        "function and code section have inconsistent lengths",
                        module(ONE_TYPE, section(FUNCTION, 1, 0), section(CODE, 0))),
                arguments("function and code section have inconsistent lengths", module(code(0, END))),
                arguments("data count and data section have inconsistent lengths", module(section(DATA_COUNT, 1))),
                arguments(
                        "data count and data section have inconsistent lengths",
                        module(section(DATA_COUNT, 2), section(DATA, 1, 1, 0))),
                arguments("malformed data segment kind", module(section(DATA, 1, 3, 0, 0))),
                arguments("malformed elements segment kind", module(section(ELEMENT, 1, 8, 0, 0))),
                arguments("malformed element kind", module(section(ELEMENT, 1, 1, 1, 0))),
                arguments("length out of bounds", module(section(DATA, 1, 1, 9, 'a'))),
                arguments("illegal opcode ff (function 0, offset ", inBody(0xFF)),
                arguments("illegal opcode 27", inBody(0x27)),
                arguments("illegal opcode fc 1f", inBody(0xFC, 0x1F)),
                arguments("illegal opcode fd ffffffff", inBody(0xFD, HUGE)),
                arguments("illegal opcode fe 4", inBody(0xFE, 4)),
                arguments("illegal opcode fe 4f", inBody(0xFE, 0x4F)),
                arguments("zero byte expected", inBody(0xFE, 3, 1)),
                arguments("malformed heap type", inBody(0xD0, 0x40, 0x1A)),
                arguments("malformed block type", inBody(0x02, 0x80, 0x7F, END)),
                arguments("malformed memop flags", inBody(0x41, 0, 0x28, 0x80, 1, 0, 0x1A)),
                arguments("END opcode expected", module(ONE_TYPE, section(FUNCTION, 1, 0), code(0, 0x01))),
                arguments("END opcode expected", module(ONE_TYPE, section(FUNCTION, 1, 0), code(0, 0x02, 0x40, END))),
                arguments("END opcode expected", module(ONE_TYPE, section(FUNCTION, 1, 0), code(0, END, END))),
                arguments("END opcode expected", inBody(0x05)),
                arguments("END opcode expected, catch_all outside a try", inBody(0x19)),
                arguments(
                        "too many locals (function 0, offset ",
                        module(ONE_TYPE, section(FUNCTION, 1, 0), code(2, HUGE, I32, 2, I32, END))),
                arguments("unexpected end of section or function", inBody(0x43, 0, 0)),
                arguments("unexpected end of section or function", inBody(0x0E, HUGE, 0)),
                arguments("data count section required", inBody(0xFC, 9, 0)));
    }

    private static byte[] inBody(Object... instructions) {
        return module(body(instructions));
    }

    private static byte[] exported(byte[] name) {
        return module(section(MEMORY, 1, 0, 1), section(EXPORT, 1, name, 2, 0));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void whatIsNoModuleEndsWithTheReason(String reason, byte[] wasm) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> ModuleDecoder.decode(wasm));
        assertThat(refused).hasMessageStartingWith("malformed module: " + reason);
        assertThat(refused.kind()).isEqualTo(RefusedException.Kind.MALFORMED);
        assertThat(refused.offset()).isBetween(0, wasm.length);
        assertThat(refused).hasMessageEndingWith("offset " + refused.offset() + ")");
    }

    @Test
    void longNumbersAreTakenWithinTheirWidth() {
        byte[] wasm = module(
                bytes(TYPE, 0x84, 0x80, 0x80, 0x80, 0, 1, 0x60, 0, 0),
                section(FUNCTION, 1, 0x80, 0),
                code(
                        0, 0x41, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0x1A, 0x42, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80,
                        0x80, 0x80, 0x7F, 0x1A, END));
        Instructions instructions = ModuleDecoder.decode(wasm)
                .functions()
                .get(0)
                .body()
                .orElseThrow()
                .instructions();
        instructions.next();
        assertThat(instructions.bits()).isEqualTo(-1);
        instructions.next();
        instructions.next();
        assertThat(instructions.bits()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void aDamagedNameSectionKeepsTheNamesBeforeTheDamage() {
        byte[] names = bytes(1, 9, 2, 0, name("one"), 0, 3, 0xFF, 0xC0);
        byte[] wasm = module(body(), section(0, name("name"), names));
        assertThat(ModuleDecoder.decode(wasm).functions().get(0).name()).isEqualTo("one");
    }

    @Test
    void whatTheCallerDoesToItsBytesLaterChangesNothing() {
        byte[] wasm = module(body(0x01));
        Code code = ModuleDecoder.decode(wasm).functions().get(0).body().orElseThrow();
        wasm[wasm.length - 2] = (byte) 0xFF;
        Instructions instructions = code.instructions();
        instructions.next();
        assertThat(instructions.opcode()).isEqualTo(Opcode.NOP);
    }
}
