package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.GuestTable;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.HostImports;
import dev.hostcall.runtime.ImportSource;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.LimitsExceededException;
import dev.hostcall.runtime.LinkException;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Making an instance fails at each of its steps: nothing is left of it, and what it was being linked to goes on. */
final class HalfMadeTest {
    private static final int TIMES = 200;
    private static final CompilerOptions EXPLICIT = CompilerOptions.defaults().withBounds(BoundsMode.EXPLICIT);

    private static final GuestModule LIBRARY = WatGuest.of("""
            (module
              (table (export "table") 2 4 funcref)
              (elem (i32.const 0) $f)
              (func $f (export "f") (result i32) (i32.const 7)))
            """, "library", EXPLICIT);

    /** The steps at which it fails, in their order. */
    enum Failure {
        LINKING("""
                (module (import "library" "f" (func (result i64))))""", LinkException.class),
        MEMORY("""
                (module (import "library" "f" (func (result i32))) (memory 100))""", LimitsExceededException.class),
        A_TABLE("""
                (module (import "library" "f" (func (result i32)))
                  (table (export "a") 10 funcref) (table (export "b") 70000 funcref))""", LimitsExceededException.class),
        ALL_TABLES("""
                (module (import "library" "f" (func (result i32)))
                  (table (export "a") 60000 funcref) (table (export "b") 60000 funcref) (table (export "c") 60000 funcref)
                  (table (export "d") 60000 funcref) (table (export "e") 60000 funcref))""", LimitsExceededException.class),
        PREPARING_WHAT_IS_ALONE("""
                (module (memory 1) (table (export "a") 60000 funcref)
                  (data (i32.const 65530) "too long for it"))""", GuestTrapException.class),
        PREPARING_WHAT_IS_LINKED("""
                (module (import "library" "f" (func (result i32))) (memory 1)
                  (data (i32.const 65530) "too long for it"))""", GuestTrapException.class);

        private final String text;
        final Class<? extends RuntimeException> exception;

        Failure(String text, Class<? extends RuntimeException> exception) {
            this.text = text;
            this.exception = exception;
        }

        GuestModule module() {
            return WatGuest.of(text, "half-made", EXPLICIT);
        }
    }

    private static long mappings() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.count();
        }
    }

    /** Address space of the process, in pages. */
    private static long pages() throws IOException {
        return new Scanner(Files.readString(Path.of("/proc/self/statm"))).nextLong();
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void nothingIsLeftOfAnInstanceThatCannotBeMade(Failure failure) throws IOException {
        try (Region region = Region.create(3, Limits.compact())) {
            Instance library = region.newInstance(LIBRARY);
            ImportSource imports = library.exportsAs("library");
            fail(failure, region, imports);
            boolean kept =
                    failure == Failure.PREPARING_WHAT_IS_LINKED; // its functions could stand in the library's table
            assertThat(region.used()).isEqualTo(kept ? 2 : 1);
            long mappings = mappings();
            long pages = pages();
            long descriptors = descriptors();
            for (int i = 0; i < (kept ? 1 : TIMES); i++) {
                fail(failure, region, imports);
            }
            assertThat(mappings()).isLessThan(mappings + TIMES / 2);
            assertThat(pages()).isLessThan(pages + TIMES * 60_000L * 8 / 4096 / 2);
            assertThat(descriptors()).isLessThan(descriptors + TIMES / 2);
            assertThat(library.run("f").returned().i32()).isEqualTo(7);
            library.close();
            assertThat(region.used()).isZero();
        }
    }

    private static void fail(Failure failure, Region region, ImportSource imports) {
        boolean alone = failure == Failure.PREPARING_WHAT_IS_ALONE;
        ImportSource[] given = alone ? new ImportSource[0] : new ImportSource[] {imports};
        assertThatExceptionOfType(failure.exception).isThrownBy(() -> region.newInstance(failure.module(), given));
    }

    @Test
    void ofSeveralInstancesToLinkToNoneIsJoinedIfOneIsClosedMeanwhile() throws InterruptedException {
        GuestModule module = WatGuest.of("""
                (module (import "a" "f" (func (result i32))) (import "b" "f" (func (result i32))))
                """, "between", EXPLICIT);
        try (Region region = Region.create(3, Limits.compact())) {
            for (int round = 0; round < Rounds.of(2000); round++) {
                Instance first = region.newInstance(LIBRARY);
                Instance second = region.newInstance(LIBRARY);
                ImportSource[] imports = {first.exportsAs("a"), second.exportsAs("b")};
                Thread closing = new Thread(second::close);
                closing.start();
                List<Instance> made = new ArrayList<>();
                try {
                    made.add(region.newInstance(module, imports));
                } catch (LinkException | InvalidStateException closed) {
                    assertThat(closed).hasMessageContaining("closed");
                }
                closing.join();
                if (made.isEmpty()) {
                    assertThat(region.used()).isEqualTo(1); // the second's slot waits for nobody
                }
                made.forEach(Instance::close);
                first.close();
                assertThat(region.used()).isZero();
            }
        }
    }

    @Test
    void tablesAreLimitedEachAndInAll() {
        GuestModule module = WatGuest.of("""
                (module
                  (import "host" "table" (table $own 0 externref))
                  (table $a (export "a") 10 externref)
                  (table $b (export "b") 10 20 externref)
                  (func (export "growA") (param i32) (result i32) (table.grow $a (ref.null extern) (local.get 0)))
                  (func (export "growOwn") (param i32) (result i32) (table.grow $own (ref.null extern) (local.get 0))))
                """, "tables", EXPLICIT);
        GuestTable own = GuestTable.of(ValueType.EXTERNREF, 0, 1_000_000);
        ImportSource host = HostImports.in("host").table("table", own);
        Limits limits = Limits.compact().withTableElements(100).withAllTableElements(115);
        try (Region region = Region.create(2, limits);
                Instance instance = region.newInstance(module, host)) {
            GuestTable a = instance.table("a").orElseThrow();
            GuestTable b = instance.table("b").orElseThrow();
            assertThat(instance.run("growA", 91).returned().i32()).isEqualTo(-1);
            assertThat(instance.run("growA", -1).returned().i32()).isEqualTo(-1);
            assertThat(a.grow(91, null)).isEqualTo(-1);
            assertThat(instance.run("growA", 90).returned().i32()).isEqualTo(10);
            assertThat(b.grow(6, null)).isEqualTo(-1); // its own maximum allows it, all tables together do not
            assertThat(b.grow(5, null)).isEqualTo(10);
            assertThat(instance.run("growOwn", 200_000).returned().i32()).isZero(); // counted where it comes from
            instance.reset();
            assertThat(a.size()).isEqualTo(10);
            assertThat(a.grow(90, null)).isEqualTo(10);
        }
    }

    @Test
    void aTableOfACompactRegionHas65536ElementsAtMost() {
        GuestModule module = WatGuest.of("""
                (module (table (export "t") 1 externref)
                  (func (export "grow") (param i32) (result i32) (table.grow 0 (ref.null extern) (local.get 0))))
                """, "compact-table", EXPLICIT);
        try (Region region = Region.create(1, Limits.compact());
                Instance instance = region.newInstance(module)) {
            assertThat(instance.run("grow", 65_536).returned().i32()).isEqualTo(-1);
            assertThat(instance.run("grow", 65_535).returned().i32()).isEqualTo(1);
        }
        Limits wide = new Limits(1 << 20, 1 << 16, 0);
        assertThat(wide.tableElements()).isEqualTo(GuestTable.MAX_ELEMENTS).isEqualTo(10_000_000);
        try (Region region = Region.create(1, wide);
                Instance instance = region.newInstance(module)) {
            assertThat(instance.run("grow", 9_999_999).returned().i32()).isEqualTo(1);
            assertThat(instance.run("grow", 1).returned().i32()).isEqualTo(-1);
        }
    }
}
