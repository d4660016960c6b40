package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.guests.CGuest;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.LinkException;
import dev.hostcall.runtime.Region;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LinkingTest {
    private static final String SOURCE = """
            #include "guest.h"
            static const struct guest_import imports[] = {
                {"a.b", "c", ":i"}, {"a", "b.c", ":i"}, {"one", "mistyped", "iI:f"}, {"one", "absent", "F:"},
                {"one", "größe", ":i"}, {"one", "unused", ":i"},
            };
            static void left(struct guest *guest) { guest_hostcall(guest, 0); }
            static void right(struct guest *guest) { guest_hostcall(guest, 1); }
            static void size(struct guest *guest) { guest_hostcall(guest, 4); }
            static const struct guest_export exports[] = {
                {"left", ":i", left}, {"right", ":i", right}, {"size", ":i", size},
            };
            GUEST_DESCRIPTOR(.slots = 2, .imports = imports, .import_count = COUNT, .exports = exports,
                             .export_count = 3, .memory_pages = 0, .memory_max_pages = 0);
            """;

    private static GuestModule guest(int imports) {
        Path object = CGuest.compile(SOURCE.replace("COUNT", String.valueOf(imports)), "linked.c");
        return GuestModule.load(object);
    }

    @HostcallModule("one")
    static final class One {
        @Hostcall
        float mistyped(long first, int second) {
            return first + second;
        }

        @Hostcall(name = "größe")
        int size() {
            return 3;
        }

        @Hostcall
        int neverImported() {
            return 0;
        }
    }

    static final class Dotted {
        @Hostcall(module = "a.b", name = "c")
        int left() {
            return 1;
        }

        @Hostcall(module = "a", name = "b.c")
        int right() {
            return 2;
        }
    }

    /** The same functions as {@link Dotted} has. */
    static final class Counted {
        private final int left;

        Counted(int left) {
            this.left = left;
        }

        @Hostcall(module = "a", name = "b.c")
        int right() {
            return left + 1;
        }

        @Hostcall(module = "a.b", name = "c")
        int left() {
            return left;
        }
    }

    @HostcallModule("one")
    static final class Again {
        @Hostcall
        void absent(double value) {}
    }

    private static void link(Region region, GuestModule module, Hostcalls... hostcalls) {
        region.newInstance(module, hostcalls).close();
    }

    @Test
    void everythingThatIsWrongIsListedAtOnce() {
        try (Region region = Region.create(1, Limits.compact())) {
            GuestModule module = guest(6);
            assertThatExceptionOfType(LinkException.class)
                    .isThrownBy(() -> link(
                            region,
                            module,
                            LinkingTest_OneHostcalls.of(new One()),
                            LinkingTest_AgainHostcalls.of(new Again()),
                            LinkingTest_AgainHostcalls.of(new Again())))
                    .satisfies(e -> assertThat(e.problems())
                            .hasSize(5)
                            .anyMatch(problem -> problem.startsWith("surplus: one.absent"))
                            .anyMatch(problem -> problem.startsWith("missing: a.b.c () -> i32"))
                            .anyMatch(problem -> problem.contains("one.unused"))
                            .anyMatch(problem -> problem.startsWith("mistyped: one.mistyped")
                                    && problem.contains("imported as the function (i32, i64) -> f32")
                                    && problem.contains("given is the function (i64, i32) -> f32")))
                    .withMessageContaining("linked");
            assertThat(region.used()).isZero();
        }
    }

    @Test
    void namesWithDotsAndUmlautsAreNames() {
        try (Region region = Region.create(1, Limits.compact());
                Instance instance = region.newInstance(
                        guest(2),
                        LinkingTest_DottedHostcalls.of(new Dotted()),
                        LinkingTest_OneHostcalls.of(new One()))) {
            assertThat(instance.run("left").returned().i32()).isEqualTo(1);
            assertThat(instance.run("right").returned().i32()).isEqualTo(2);
        }
    }

    @Test
    void eachInstanceOfAModuleCallsWhatItWasLinkedTo() {
        GuestModule module = guest(2);
        try (Region region = Region.create(1, Limits.compact())) {
            for (int round = 0; round < 3; round++) {
                assertThat(results(region, module, LinkingTest_CountedHostcalls.of(new Counted(10 + round))))
                        .containsExactly(10 + round, 11 + round);
                assertThat(results(region, module, LinkingTest_CountedHostcalls.of(new Counted(20 + round))))
                        .containsExactly(20 + round, 21 + round);
                assertThat(results(region, module, LinkingTest_DottedHostcalls.of(new Dotted())))
                        .containsExactly(1, 2);
                Hostcalls counted = LinkingTest_CountedHostcalls.of(new Counted(30));
                assertThat(results(region, module, LinkingTest_OneHostcalls.of(new One()), counted))
                        .containsExactly(30, 31);
                assertThat(results(region, module, counted, LinkingTest_OneHostcalls.of(new One())))
                        .containsExactly(30, 31);
                assertThatExceptionOfType(LinkException.class)
                        .isThrownBy(() -> link(region, module, counted, counted))
                        .withMessageContaining("given twice");
                assertThatExceptionOfType(LinkException.class)
                        .isThrownBy(() -> link(region, module))
                        .withMessageContaining("missing");
            }
        }
    }

    @Test
    void instancesOfOneModuleMayShareHostcallsAndBeClosedInAnyOrder() {
        GuestModule module = guest(2);
        Hostcalls ten = LinkingTest_CountedHostcalls.of(new Counted(10));
        Hostcalls twenty = LinkingTest_CountedHostcalls.of(new Counted(20));
        try (Region region = Region.create(4, Limits.compact())) {
            for (int round = 0; round < 3; round++) {
                Instance first = region.newInstance(module, ten);
                Instance second = region.newInstance(module, ten);
                Instance other = region.newInstance(module, twenty);
                first.close();
                Instance third = region.newInstance(module, ten);
                assertThat(second.run("left").returned().i32()).isEqualTo(10);
                assertThat(other.run("left").returned().i32()).isEqualTo(20);
                second.close();
                assertThat(third.run("right").returned().i32()).isEqualTo(11);
                other.close();
                third.close();
            }
        }
    }

    @Test
    void aModuleKeepsNoHostcallsOfInstancesThatAreClosed() {
        GuestModule module = guest(2);
        WeakReference<Counted> counted = linkedThreeTimes(module);
        while (counted.get() != null) {
            System.gc();
        }
        assertThat(module.imports()).hasSize(2); // it is alive
    }

    private static WeakReference<Counted> linkedThreeTimes(GuestModule module) {
        Counted counted = new Counted(10);
        Hostcalls hostcalls = LinkingTest_CountedHostcalls.of(counted);
        try (Region region = Region.create(1, Limits.compact())) {
            for (int i = 0; i < 3; i++) {
                assertThat(results(region, module, hostcalls)).containsExactly(10, 11);
            }
        }
        return new WeakReference<>(counted);
    }

    private static List<Integer> results(Region region, GuestModule module, Hostcalls... hostcalls) {
        try (Instance instance = region.newInstance(module, hostcalls)) {
            return List.of(
                    instance.run("left").returned().i32(),
                    instance.run("right").returned().i32());
        }
    }

    @Test
    void aModuleTellsItsImportsAndExports() {
        GuestModule module = guest(6);
        assertThat(module.imports().stream().map(GuestModule.Import::qualifiedName))
                .containsExactly("a.b.c", "a.b.c", "one.mistyped", "one.absent", "one.größe", "one.unused");
        assertThat(module.imports().get(2).signature()).hasToString("(i32, i64) -> f32");
        assertThat(module.exports().stream().map(Object::toString))
                .containsExactly("left() -> i32", "right() -> i32", "size() -> i32");
        assertThat(module.isMetered()).isFalse();
        assertThat(module.name()).isEqualTo("linked");
    }

    @Test
    void whatIsNotImportedDoesNotDisturb() {
        try (Region region = Region.create(1, Limits.compact())) {
            GuestModule nothing = guest(0);
            link(region, nothing);
            link(region, nothing, LinkingTest_OneHostcalls.of(new One()), LinkingTest_DottedHostcalls.of(new Dotted()));
        }
    }

    @Test
    void anImportServedTwiceIsRefusedEvenIfBothWouldFit() {
        try (Region region = Region.create(1, Limits.compact())) {
            assertThatExceptionOfType(LinkException.class)
                    .isThrownBy(() -> link(
                            region,
                            guest(2),
                            LinkingTest_DottedHostcalls.of(new Dotted()),
                            LinkingTest_DottedHostcalls.of(new Dotted())))
                    .withMessageContaining("given twice")
                    .satisfies(e -> assertThat(e.problems()).hasSize(2));
        }
    }

    @Test
    void aFailedLinkLeavesTheSlotForTheNext() {
        try (Region region = Region.create(1, Limits.compact())) {
            for (int i = 0; i < 3; i++) {
                assertThatExceptionOfType(LinkException.class).isThrownBy(() -> link(region, guest(1)));
            }
            link(region, guest(0));
        }
    }
}
