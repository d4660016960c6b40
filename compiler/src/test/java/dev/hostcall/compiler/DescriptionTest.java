package dev.hostcall.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hostcall.compiler.ModuleDescription.Section;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of a module that is not compiled. */
final class DescriptionTest {
    private static ModuleDescription describe(String text) {
        return WasmCompiler.describe(Wat.wasm(text));
    }

    @Test
    void importsExportsAndSizesAreTold() {
        ModuleDescription module = describe("""
                (module
                  (import "env" "base" (global i32))
                  (import "env" "log" (func (param i32 f64)))
                  (import "env" "error" (tag (param i64)))
                  (memory (export "memory") 2 10)
                  (memory i64 1)
                  (memory 1 1 shared)
                  (table 1 4 externref)
                  (start 1)
                  (func)
                  (func (export "both") (result i32 i64) (i32.const 1) (i64.const 2)))
                """);
        assertThat(module.imports())
                .extracting(each -> each.type().kind() + " " + each.module() + " " + each.name() + ": " + each.type())
                .containsExactly("function env log: (i32, f64) -> ()", "global env base: i32", "tag env error: (i64)");
        assertThat(module.exports())
                .extracting(each -> each.name() + ": " + each.type())
                .containsExactly("memory: 2 to 10 pages", "both: () -> (i32, i64)");
        assertThat(module.memories())
                .extracting(ExternType.OfMemory::toString)
                .containsExactly("2 to 10 pages", "1 to 65535 pages, addresses of 64 bits", "1 to 1 pages, shared");
        assertThat(module.tables()).extracting(ExternType.OfTable::toString).containsExactly("1 to 4 externref");
        assertThat(module.globals()).containsExactly(new ExternType.OfGlobal("i32", false));
        assertThat(module.functions()).isEqualTo(2);
        assertThat(module.start()).hasValue(1);
    }

    @Test
    void sectionsAreFoundWhereTheyAre() {
        byte[] wasm = Wat.wasm("(module (func) (data \"text\") (memory 1))");
        byte[] custom = Arrays.copyOf(wasm, wasm.length + 7);
        System.arraycopy(new byte[] {0, 5, 2, 'm', 'e', 1, 2}, 0, custom, wasm.length, 7);
        ModuleDescription module = WasmCompiler.describe(custom);
        assertThat(module.sections())
                .extracting(Section::name)
                .containsExactly("type", "function", "memory", "code", "data", "me");
        assertThat(module.sections().get(5)).isEqualTo(new Section("me", true, wasm.length + 5, 2));
        Section data = module.sections().get(4);
        assertThat(new String(custom, data.offset(), data.size(), StandardCharsets.ISO_8859_1))
                .endsWith("\4text");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(func) | ",
                "(table 1 funcref) (func (call_indirect (i32.const 0))) | ",
                "(func (drop (i32.extend8_s (i32.const 0)))) | sign extension operators",
                "(func (drop (i64.trunc_sat_f64_u (f64.const 0)))) | saturating float-to-int conversions",
                "(memory 1) (func (memory.fill (i32.const 0) (i32.const 0) (i32.const 0))) | bulk memory operations",
                "(memory 1) (data \"x\") | bulk memory operations",
                "(func (result i32 i32) (i32.const 0) (i32.const 0)) | multiple values",
                "(func (param externref)) | reference types",
                "(table 1 funcref) (table 1 funcref) | reference types",
                "(func (local v128)) | fixed-width SIMD",
                "(func (param v128) (drop (i8x16.relaxed_swizzle (local.get 0) (local.get 0)))) |"
                        + " fixed-width SIMD, relaxed SIMD",
                "(func (return_call 0)) | tail calls",
                "(tag) (func (throw 0)) | exception handling",
                "(tag) (func (try (do) (catch 0))) | legacy exception handling",
                "(global i32 (i32.add (i32.const 1) (i32.const 2))) | extended constant expressions",
                "(memory 1) (memory 1) | multiple memories",
                "(memory 1 1 shared) | threads",
                "(func atomic.fence) | threads",
                "(memory i64 1) | 64-bit memories and tables",
                "(global (export \"g\") (mut i32) (i32.const 0)) | import and export of mutable globals"
            })
    void featuresAreThoseThatAreUsed(String fields, String features) {
        assertThat(describe("(module " + fields + ")").features())
                .isEqualTo(features == null ? List.of() : List.of(features.split(", ")));
    }

    @Test
    void whatIsRefusedIsNotDescribed() {
        assertThatThrownBy(() -> WasmCompiler.describe("(module)".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(CompilerException.class)
                .hasMessageContaining("this is WebAssembly text");
        byte[] cut = Arrays.copyOf(Wat.wasm("(module (func))"), 12);
        assertThatThrownBy(() -> WasmCompiler.describe(cut))
                .isInstanceOfSatisfying(
                        CompilerException.class,
                        e -> assertThat(e.reason()).isEqualTo(CompilerException.Reason.INVALID_MODULE));
    }

    @Test
    void theCCompilerIsToldByItsCommandAndItsVersion() {
        assertThat(WasmCompiler.cCompiler(Target.ofThisMachine()).orElseThrow()).matches("\\S+.*: .*\\d+\\.\\d+.*");
    }
}
