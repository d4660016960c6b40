package dev.hostcall.compiler.read;

import static dev.hostcall.compiler.read.Binary.DATA;
import static dev.hostcall.compiler.read.Binary.DATA_COUNT;
import static dev.hostcall.compiler.read.Binary.ELEMENT;
import static dev.hostcall.compiler.read.Binary.END;
import static dev.hostcall.compiler.read.Binary.EXPORT;
import static dev.hostcall.compiler.read.Binary.EXTERNREF;
import static dev.hostcall.compiler.read.Binary.FUNCREF;
import static dev.hostcall.compiler.read.Binary.FUNCTION;
import static dev.hostcall.compiler.read.Binary.GLOBAL;
import static dev.hostcall.compiler.read.Binary.I32;
import static dev.hostcall.compiler.read.Binary.I64;
import static dev.hostcall.compiler.read.Binary.IMPORT;
import static dev.hostcall.compiler.read.Binary.MEMORY;
import static dev.hostcall.compiler.read.Binary.START;
import static dev.hostcall.compiler.read.Binary.TABLE;
import static dev.hostcall.compiler.read.Binary.TYPE;
import static dev.hostcall.compiler.read.Binary.body;
import static dev.hostcall.compiler.read.Binary.bodyThatReturns;
import static dev.hostcall.compiler.read.Binary.code;
import static dev.hostcall.compiler.read.Binary.module;
import static dev.hostcall.compiler.read.Binary.name;
import static dev.hostcall.compiler.read.Binary.section;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Modules that break a rule of validation end with the specification's words, and valid ones beside them are read. */
class InvalidTest {
    private static final byte[] ONE_MEMORY = section(MEMORY, 1, 0, 1);
    private static final byte[] ONE_TABLE = section(TABLE, 1, FUNCREF, 0, 1);

    static Stream<Arguments> invalid() {
        return Stream.of(
                arguments("unknown type 7 (function 0, ", module(section(TYPE, 0), section(FUNCTION, 1, 7))),
                arguments("unknown type 7 (import 0, ", module(section(IMPORT, 1, 0, 0, 0, 7))),
                arguments("unknown function 3 (export 0, ", module(section(EXPORT, 1, name("e"), 0, 3))),
                arguments("unknown table 0 (export 0, ", module(section(EXPORT, 1, name("e"), 1, 0))),
                arguments("unknown memory 0 (export 0, ", module(section(EXPORT, 1, name("e"), 2, 0))),
                arguments("unknown global 0 (export 0, ", module(section(EXPORT, 1, name("e"), 3, 0))),
                arguments(
                        "duplicate export name \"e\" (export 1, ",
                        module(ONE_MEMORY, section(EXPORT, 2, name("e"), 2, 0, name("e"), 2, 0))),
                arguments("unknown function 0 (offset ", module(section(START, 0))),
                arguments(
                        "start function 0 has",
                        module(
                                section(TYPE, 1, 0x60, 1, I32, 0),
                                section(FUNCTION, 1, 0),
                                section(START, 0),
                                code(0, END))),
                arguments("shared memory must have maximum (memory 0, ", module(section(MEMORY, 1, 2, 1))),
                arguments(
                        "size minimum must not be greater than maximum (memory 0, ",
                        module(section(MEMORY, 1, 1, 2, 1))),
                arguments(
                        "size minimum must not be greater than maximum (table 0, ",
                        module(section(TABLE, 1, FUNCREF, 1, 2, 1))),
                arguments(
                        "memory size must be at most 65536 pages (4GiB) (memory 0, ",
                        module(section(MEMORY, 1, 0, 0x81, 0x80, 4))),
                arguments("constant expression required", global(I32, 0x20, 0)),
                arguments("unknown global 0 (global 0, ", global(I32, 0x23, 0)),
                arguments("type mismatch", global(I32, 0x42, 0)),
                arguments("type mismatch", global(I32)),
                arguments("type mismatch", global(I32, 0x41, 0, 0x41, 0)),
                arguments("type mismatch: i32.add requires i32", global(I32, 0x41, 0, 0x42, 0, 0x6A)),
                arguments(
                        "constant expression required, but global 0 is mutable",
                        module(section(GLOBAL, 2, I32, 1, 0x41, 0, END, I32, 0, 0x23, 0, END))),
                arguments(
                        "unknown global 0 (table 0, ",
                        module(
                                section(TABLE, 1, 0x40, 0, FUNCREF, 0, 1, 0x23, 0, END),
                                section(GLOBAL, 1, FUNCREF, 0, 0xD0, FUNCREF, END))),
                arguments("unknown table 0 (element segment 0, ", module(section(ELEMENT, 1, 0, 0x41, 0, END, 0))),
                arguments(
                        "unknown function 0 (element segment 0, ",
                        module(ONE_TABLE, section(ELEMENT, 1, 0, 0x41, 0, END, 1, 0))),
                arguments(
                        "type mismatch: elements of externref",
                        module(ONE_TABLE, section(ELEMENT, 1, 6, 0, 0x41, 0, END, EXTERNREF, 0))),
                arguments("unknown memory 0 (data segment 0, ", module(section(DATA, 1, 0, 0x41, 0, END, 0))),
                arguments("unknown memory 1", module(ONE_MEMORY, section(DATA, 1, 2, 1, 0x41, 0, END, 0))),
                arguments("type mismatch", module(ONE_MEMORY, section(DATA, 1, 0, 0x42, 0, END, 0))),
                arguments(
                        "type mismatch: drop requires more than the stack has (function 0, offset 23)",
                        module(body(0x1A))),
                arguments(
                        "type mismatch: i32.eqz requires i32 but the stack has i64", module(body(0x42, 0, 0x45, 0x1A))),
                arguments("type mismatch: 1 operands too many before end", module(body(0x41, 0))),
                arguments("type mismatch: end requires more than the stack has", module(bodyThatReturns())),
                arguments(
                        "type mismatch: an if without else", module(bodyThatReturns(0x41, 0, 0x04, I32, 0x41, 0, END))),
                arguments("type mismatch: br requires i32", module(bodyThatReturns(0x42, 0, 0x0C, 0))),
                arguments("type mismatch: select requires", module(body(0x41, 0, 0x42, 0, 0x41, 0, 0x1B, 0x1A))),
                arguments(
                        "type mismatch: select requires a number",
                        module(body(0xD0, FUNCREF, 0xD0, FUNCREF, 0x41, 0, 0x1B, 0x1A))),
                arguments("type mismatch: ref.is_null requires a reference", module(body(0x41, 0, 0xD1, 0x1A))),
                arguments(
                        "type mismatch: i32.add requires i32 but the stack has i64",
                        module(body(0x00, 0x42, 0, 0x41, 0, 0x6A, 0x1A))),
                arguments(
                        "type mismatch: labels of br_table",
                        module(bodyThatReturns(0x02, 0x40, 0x41, 0, 0x41, 0, 0x0E, 1, 0, 1, END, 0x41, 0))),
                arguments("invalid result arity", module(body(0x00, 0x1C, 0, 0x1A))),
                arguments("invalid result arity", module(body(0x00, 0x1C, 2, I32, I32, 0x1A))),
                arguments("unknown tag 0", module(body(0x08, 0))),
                arguments(
                        "non-empty tag result type",
                        module(section(TYPE, 1, 0x60, 0, 1, I32), section(Binary.TAG, 1, 0, 0))),
                arguments("invalid rethrow label 0", module(body(0x06, 0x40, 0x09, 0, END))),
                arguments("unknown label 1", module(body(0x06, 0x40, 0x18, 1))),
                arguments("type mismatch: a clause gives", module(body(0x1F, 0x40, 1, 3, 0, END))),
                arguments(
                        "uninitialized local 0",
                        module(
                                section(TYPE, 1, 0x60, 0, 0),
                                section(FUNCTION, 1, 0),
                                code(1, 1, 0x64, FUNCREF, 0x20, 0, 0x1A, END))),
                arguments(
                        "type mismatch: a table of (ref func) requires an initializer",
                        module(section(TABLE, 1, 0x64, FUNCREF, 0, 1))),
                arguments("type mismatch: call_ref requires (ref null 0)", module(body(0xD0, FUNCREF, 0x14, 0))),
                arguments("unknown label 1", module(body(0x0C, 1))),
                arguments("unknown label 4294967295", module(body(0x0C, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F))),
                arguments("unknown label 2147483647", module(body(0x41, 0, 0x0E, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F))),
                arguments("unknown local 0", module(body(0x20, 0, 0x1A))),
                arguments("unknown global 0", module(body(0x23, 0, 0x1A))),
                arguments("unknown function 1", module(body(0x10, 1))),
                arguments("unknown type 1", module(body(0x02, 1, END))),
                arguments("unknown type 5", withTable(0x41, 0, 0x11, 5, 0)),
                arguments("unknown table 0", module(body(0x41, 0, 0x11, 0, 0))),
                arguments("unknown table 0", module(body(0x41, 0, 0x25, 0, 0x1A))),
                arguments("unknown memory 0", module(body(0x41, 0, 0x28, 2, 0, 0x1A))),
                arguments("unknown memory 0", module(body(0x3F, 0, 0x1A))),
                arguments("unknown memory 1", withMemory(0x3F, 1, 0x1A)),
                arguments("alignment must not be larger than natural", withMemory(0x41, 0, 0x28, 3, 0, 0x1A)),
                arguments("alignment must not be larger than natural", withMemory(0x41, 0, 0x2D, 1, 0, 0x1A)),
                arguments("unknown memory 0", module(body(0x41, 0, 0xFE, 0x10, 2, 0, 0x1A))),
                arguments("atomic alignment must be natural", withMemory(0x41, 0, 0xFE, 0x10, 1, 0, 0x1A)),
                arguments("atomic alignment must be natural", withMemory(0x41, 0, 0xFE, 0x10, 3, 0, 0x1A)),
                arguments("type mismatch", withMemory(0x41, 0, 0x41, 0, 0xFE, 0x1F, 3, 0, 0x1A)),
                arguments("type mismatch", withMemory(0x41, 0, 0x41, 0, 0x41, 0, 0xFE, 1, 2, 0, 0x1A)),
                arguments("undeclared function reference", module(body(0xD2, 0, 0x1A))),
                arguments("unknown elem segment 0", module(body(0xFC, 13, 0))),
                arguments(
                        "unknown data segment 1",
                        module(
                                section(TYPE, 1, 0x60, 0, 0),
                                section(FUNCTION, 1, 0),
                                section(DATA_COUNT, 1),
                                code(0, 0xFC, 9, 1, END),
                                section(DATA, 1, 1, 0))),
                arguments(
                        "global is immutable",
                        module(
                                section(TYPE, 1, 0x60, 0, 0),
                                section(FUNCTION, 1, 0),
                                section(GLOBAL, 1, I32, 0, 0x41, 0, END),
                                code(0, 0x41, 0, 0x24, 0, END))));
    }

    private static byte[] global(int type, Object... expression) {
        return module(section(GLOBAL, 1, type, 0, expression, END));
    }

    private static byte[] withMemory(Object... instructions) {
        return module(section(TYPE, 1, 0x60, 0, 0), section(FUNCTION, 1, 0), ONE_MEMORY, code(0, instructions, END));
    }

    private static byte[] withTable(Object... instructions) {
        return module(section(TYPE, 1, 0x60, 0, 0), section(FUNCTION, 1, 0), ONE_TABLE, code(0, instructions, END));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void whatBreaksARuleEndsWithTheReason(String reason, byte[] wasm) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> ModuleDecoder.decode(wasm));
        assertThat(refused).hasMessageStartingWith("invalid module: " + reason);
        assertThat(refused.kind()).isEqualTo(RefusedException.Kind.INVALID);
        assertThat(refused).hasMessageEndingWith("offset " + refused.offset() + ")");
    }

    static Stream<byte[]> valid() {
        return Stream.of(
                module(),
                module(section(0, name("anything"), 1, 2, 3)),
                module(body(0x00, 0x6A, 0x1A)), // operands of any type where code cannot be reached
                module(body(0x00, 0x1B, 0x1A)),
                module(bodyThatReturns(0x00)),
                module(bodyThatReturns(0x41, 0, 0x0C, 0, 0x42, 0, 0x1A)),
                module(bodyThatReturns(0x41, 0, 0x41, 0, 0x0D, 0)),
                module(bodyThatReturns(0x41, 0, 0x41, 0, 0x0E, 0, 0)),
                module(bodyThatReturns(0x41, 0, 0x04, I32, 0x41, 0, 0x05, 0x00, END)),
                module(body(0x41, 0, 0x41, 0, 0x41, 0, 0x1C, 1, I32, 0x1A)),
                module(body(0x02, 0x40, 0x00, 0x0E, 1, 0, 1, END)),
                withMemory(0x41, 0, 0x28, 2, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x1A),
                global(I64, 0x42, 1, 0x42, 2, 0x7C),
                module(section(GLOBAL, 2, I32, 0, 0x41, 0, END, I32, 1, 0x23, 0, END)),
                module(section(TABLE, 1, 0x40, 0, FUNCREF, 0, 1, 0xD0, FUNCREF, END)),
                module(
                        section(IMPORT, 1, 0, 0, 3, EXTERNREF, 0),
                        section(TABLE, 1, 0x40, 0, EXTERNREF, 0, 1, 0x23, 0, END)),
                module(section(TABLE, 1, 0x63, FUNCREF, 0, 1)), // the long form of funcref
                module(
                        section(TYPE, 1, 0x60, 0, 0),
                        section(FUNCTION, 1, 0),
                        section(ELEMENT, 1, 3, 0, 1, 0), // declares what the body refers to
                        code(0, 0xD2, 0, 0x1A, END)));
    }

    @ParameterizedTest
    @MethodSource("valid")
    void whatIsValidIsRead(byte[] wasm) {
        WasmModule module = ModuleDecoder.decode(wasm);
        for (WasmModule.Function function : module.functions()) {
            function.body().ifPresent(body -> {
                Instructions instructions = body.instructions();
                int count = 0;
                while (instructions.next()) {
                    count++;
                }
                assertThat(body.size()).isEqualTo(count);
            });
        }
    }
}
