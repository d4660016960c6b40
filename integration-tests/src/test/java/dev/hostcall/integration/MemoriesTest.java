package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTable;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.HostImports;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.LimitsExceededException;
import dev.hostcall.runtime.LinkException;
import dev.hostcall.runtime.Memory;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.TrapCode;
import dev.hostcall.runtime.ValueType;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Guests with several memories, and with addresses and indices of 64 bits. */
class MemoriesTest {
    private static final CompilerOptions OPTIONS = CompilerOptions.defaults();

    private static Instance guest(Region region, BoundsMode bounds) {
        return region.newInstance(WatGuest.load(MemoriesTest.class, "memories-guest.wat", OPTIONS.withBounds(bounds)));
    }

    private static Memory memory(Instance guest, String name) {
        return guest.memory(name).orElseThrow();
    }

    private static void assertTraps(Instance guest, TrapCode code, String function, Object... arguments) {
        assertThatThrownBy(() -> guest.run(function, arguments))
                .isInstanceOfSatisfying(
                        GuestTrapException.class,
                        trap -> assertThat(trap.code()).isEqualTo(code));
        guest.recover();
    }

    @ParameterizedTest
    @EnumSource
    void eachMemoryHasItsOwnContentsAndSize(BoundsMode bounds) {
        try (Region region = Region.create(1, Limits.defaults());
                Instance guest = guest(region, bounds)) {
            assertThat(guest.run("load", 8).returned().values()).containsExactly((int) 't', (int) 's');
            guest.run("copy", 100, 4, 5);
            assertThat(memory(guest, "second").readString(100, 5)).isEqualTo("first");
            guest.run("copy_wide", 200L, 8, 6);
            assertThat(memory(guest, "wide").readString(200, 6)).isEqualTo("second");
            guest.run("init", 300);
            assertThat(memory(guest, "second").readString(300, 7)).isEqualTo("passive");
            assertThat(memory(guest, "first").readByte(300)).isZero();
            assertThat(guest.memory("third")).isEmpty();
            assertTraps(guest, TrapCode.MEMORY_OUT_OF_BOUNDS, "load", 65536);
            assertTraps(guest, TrapCode.MEMORY_OUT_OF_BOUNDS, "copy", 65532, 0, 5);
            assertTraps(guest, TrapCode.MEMORY_OUT_OF_BOUNDS, "copy", 0, 65532, 5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAddressOf64BitsIsInBoundsOrTraps(BoundsMode bounds) {
        try (Region region = Region.create(1, Limits.defaults());
                Instance guest = guest(region, bounds)) {
            guest.run("store_wide", 65528L, -5L);
            assertThat(guest.run("load_wide", 65520L).returned().i64()).isEqualTo(-5);
            for (long address : new long[] {65521, 65536, 1L << 32, (1L << 32) + 16, Long.MAX_VALUE, -1, -9, -16}) {
                assertTraps(guest, TrapCode.MEMORY_OUT_OF_BOUNDS, "load_wide", address);
                assertTraps(
                        guest, TrapCode.MEMORY_OUT_OF_BOUNDS, "store_wide", address > 0 ? address + 8 : address, 1L);
                assertTraps(guest, TrapCode.MEMORY_OUT_OF_BOUNDS, "far_wide", address);
            }
            assertTraps(guest, TrapCode.MEMORY_OUT_OF_BOUNDS, "load_wide", -8L); // with its offset it would be 0
            guest.run("fill_wide", 0L, 9, 65536L);
            assertThat(memory(guest, "wide").readByte(65535)).isEqualTo((byte) 9);
            assertTraps(guest, TrapCode.MEMORY_OUT_OF_BOUNDS, "fill_wide", 0L, 9, (1L << 32) + 1);
            assertTraps(guest, TrapCode.MEMORY_OUT_OF_BOUNDS, "fill_wide", 1L << 32, 9, 0L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMemoryGrowsUpToItsMaximumAndIsAsAtFirstAfterAReset(BoundsMode bounds) {
        try (Region region = Region.create(1, Limits.defaults());
                Instance guest = guest(region, bounds)) {
            assertThat(guest.run("grow", 1).returned().values()).containsExactly(1, 2);
            assertThat(guest.run("grow", 1).returned().values()).containsExactly(-1, 2);
            assertThat(guest.run("grow_wide", 2L).returned().values()).containsExactly(1L, 3L);
            assertThat(guest.run("grow_wide", 1L << 32).returned().values()).containsExactly(-1L, 3L);
            assertThat(memory(guest, "wide").pages()).isEqualTo(3);
            assertThat(memory(guest, "wide").grow(1)).isEqualTo(3);
            guest.run("store_wide", 4 * 65536L - 8, 77L);
            guest.reset();
            assertThat(memory(guest, "wide").pages()).isEqualTo(1);
            assertThat(memory(guest, "second").readString(8, 6)).isEqualTo("second");
            assertThat(guest.run("grow_wide", 3L).returned().values()).containsExactly(1L, 4L);
            assertThat(guest.run("load_wide", 4 * 65536L - 16).returned().i64()).isZero();
        }
    }

    /** A table with indices of 64 bits, which the assembler does not know: made of one with 32. */
    private static byte[] tableOf64Bits() {
        String module = HexFormat.of().formatHex(WatGuest.wasm("""
                (module
                  (table 3 funcref)
                  (elem (i32.const 1) func $seven)
                  (func $seven (result i32) (i32.const 7))
                  (func (export "call") (param i32) (result i32) (call_indirect (result i32) (local.get 0))))
                """));
        return HexFormat.of()
                .parseHex(module.replace("60017f017f", "60017e017f") // what "call" takes
                        .replace("0401700003", "0401700403") // the table's flags
                        .replace("0041010b", "0042010b")); // where its elements begin
    }

    @ParameterizedTest
    @EnumSource
    void anIndexOf64BitsIsInBoundsOrTraps(BoundsMode bounds) {
        try (GuestModule module =
                        GuestModule.load(WasmCompiler.compile(tableOf64Bits(), OPTIONS.withBounds(bounds)), "table");
                Region region = Region.create(1, Limits.defaults());
                Instance guest = region.newInstance(module)) {
            assertThat(guest.run("call", 1L).returned().i32()).isEqualTo(7);
            assertTraps(guest, TrapCode.UNINITIALIZED_ELEMENT, "call", 2L);
            assertTraps(guest, TrapCode.UNDEFINED_ELEMENT, "call", 3L);
            assertTraps(guest, TrapCode.UNDEFINED_ELEMENT, "call", (1L << 32) + 1);
        }
    }

    @Test
    void aTableOfTheEmbeddersHasIndicesOf64BitsWhereItIsMadeSo() {
        String module = HexFormat.of().formatHex(WatGuest.wasm("""
                (module
                  (import "host" "table" (table 3 10 funcref))
                  (func (export "size") (result i32) (table.size 0)))
                """));
        byte[] wide = HexFormat.of()
                .parseHex(module.replace("017001030a", "017005030a").replace("6000017f", "6000017e"));
        GuestTable table = GuestTable.of(ValueType.FUNCREF, ValueType.I64, 3, 10);
        try (GuestModule loaded = GuestModule.load(WasmCompiler.compile(wide, OPTIONS), "importer");
                Region region = Region.create(1, Limits.defaults())) {
            try (Instance guest =
                    region.newInstance(loaded, HostImports.in("host").table("table", table))) {
                assertThat(guest.run("size").returned().i64()).isEqualTo(3);
            }
            HostImports narrow = HostImports.in("host").table("table", GuestTable.of(ValueType.FUNCREF, 3, 10));
            assertThatThrownBy(() -> region.newInstance(loaded, narrow))
                    .isInstanceOf(LinkException.class)
                    .hasMessageContaining("3 to 10 elements of type funcref, with 64-bit indices");
        }
        assertThatThrownBy(() -> GuestTable.of(ValueType.FUNCREF, ValueType.F32, 3, 10))
                .hasMessage("indices is f32; indices of a table are i32 or i64");
    }

    /** A guest whose memories have so many pages at first in all, in a region that allows 4 for the first, and 4 for the others. */
    private static Instance withPages(Region region, int pages) {
        String text = "(module (memory 1) (memory 1 100) (memory %d 100) (func (export \"grow\") (param i32)"
                + " (result i32) (memory.grow 1 (local.get 0))))";
        CompilerOptions explicit = OPTIONS.withBounds(BoundsMode.EXPLICIT);
        return region.newInstance(WatGuest.of(text.formatted(pages - 2), "of " + pages + " pages", explicit));
    }

    private static Region small() {
        return Region.create(1, Limits.defaults().withAddressSpace(0).withMemorySize(4 * Memory.PAGE));
    }

    @Test
    void aGuestThatNeedsMoreThanTheLimitsAllowIsRefused() {
        try (Region region = small()) {
            assertThatThrownBy(() -> withPages(region, 6))
                    .isInstanceOf(LimitsExceededException.class)
                    .hasMessageContaining("needs 327680 bytes at first for its further memories");
        }
    }

    @Test
    void furtherMemoriesGrowTogetherAsFarAsTheLimitsAllow() {
        try (Region region = small();
                Instance guest = withPages(region, 3)) {
            assertThat(guest.run("grow", 3).returned().i32()).isEqualTo(-1);
            assertThat(guest.run("grow", 2).returned().i32()).isEqualTo(1);
        }
    }

    @Test
    void aMemoryOfAnInstanceThatIsClosedIsNotThere() {
        try (Region region = Region.create(1, Limits.defaults())) {
            Memory second;
            try (Instance guest = guest(region, BoundsMode.GUARD)) {
                second = memory(guest, "second");
            }
            assertThatThrownBy(() -> second.readByte(0)).isInstanceOf(InvalidStateException.class);
        }
    }

    @Test
    void theEmbedderSaysHowLargeAnImportedMemoryIs() {
        String text = "(module (memory (import \"host\" \"memory\") 2 5)"
                + " (memory (import \"host\" \"memory\") 3 4)"
                + " (func (export \"sizes\") (result i32 i32) (memory.size 0) (memory.size 1)))";
        HostImports host = HostImports.in("host").memory("memory", 3, 4);
        try (Region region = Region.create(1, Limits.defaults())) {
            try (Instance guest = region.newInstance(WatGuest.of(text, "importer", OPTIONS), host)) {
                assertThat(guest.run("sizes").returned().values()).containsExactly(3, 3);
            }
            assertThatThrownBy(() -> region.newInstance(
                            WatGuest.of("(module (memory (import \"host\" \"memory\") i64 2 5))", "wide", OPTIONS),
                            host))
                    .isInstanceOf(LinkException.class)
                    .hasMessageContaining("a memory of 2 to 5 pages, with 64-bit addresses");
        }
    }
}
