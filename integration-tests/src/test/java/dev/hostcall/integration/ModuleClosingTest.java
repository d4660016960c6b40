package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.guests.CGuest;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Modules that are closed: their code and their images are gone at once, but not under an instance. */
final class ModuleClosingTest {
    private static final Path OBJECT = ClassLoadersTest.IMAGE;

    private static int answer(Instance instance) {
        return instance.run("answer").returned().i32();
    }

    private static long mapped(String name) {
        try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.contains("/memfd:" + name + " ")).count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static long descriptors() {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theCodeOfAClosedModuleIsUnmappedAtOnce() {
        GuestModule module = GuestModule.load(OBJECT, "closed-at-once");
        assertThat(mapped("closed-at-once")).isPositive();
        module.close();
        module.close();
        assertThat(mapped("closed-at-once")).isZero();
    }

    @Test
    void instancesOfAClosedModuleGoOnUntilTheLastIsClosed() {
        try (Region region = Region.create(2, Limits.defaults())) {
            GuestModule module = GuestModule.load(OBJECT, "outlived");
            Instance one = region.newInstance(module);
            Instance two = region.newInstance(module);
            module.close();
            assertThat(answer(one)).isEqualTo(42);
            one.close();
            two.reset();
            assertThat(answer(two)).isEqualTo(42);
            assertThat(mapped("outlived")).isPositive();
            two.close();
            assertThat(mapped("outlived")).isZero();
        }
    }

    @Test
    void aClosedModuleMakesNoInstancesAndSaysSo() {
        try (Region region = Region.create(1, Limits.compact())) {
            GuestModule module = GuestModule.load(OBJECT, "shut");
            module.close();
            assertThatExceptionOfType(InvalidStateException.class)
                    .isThrownBy(() -> region.newInstance(module))
                    .withMessageContaining("guest shut")
                    .withMessageContaining("closed");
            assertThat(region.used()).isZero();
            assertThat(module.name()).isEqualTo("shut");
            assertThat(module.exports()).hasSize(1);
            assertThat(module.memoryPages()).isEqualTo(1);
            assertThat(module).hasToString("GuestModule[shut, closed]");
        }
    }

    @Test
    void aLinkedInstanceKeepsTheCodeOfAClosedOneThatItMayCall() {
        Path callee = OBJECT;
        Path caller = CGuest.compile("""
                #include "guest.h"
                static const struct guest_import imports[] = {{"other", "answer", ":i"}};
                static void twice(struct guest *guest) {
                    guest_hostcall(guest, 0);
                    guest_slot(guest, 0)->i32 *= 2;
                }
                static const struct guest_export exports[] = {{"twice", ":i", twice}};
                GUEST_DESCRIPTOR(.slots = 1, .imports = imports, .import_count = 1, .exports = exports,
                                 .export_count = 1, .memory_pages = 1, .memory_max_pages = 1);
                """, "caller.c");
        try (Region region = Region.create(2, Limits.defaults());
                GuestModule calling = GuestModule.load(caller)) {
            GuestModule called = GuestModule.load(callee, "called");
            Instance other = region.newInstance(called);
            Instance instance = region.newInstance(calling, other.exportsAs("other"));
            called.close();
            assertThat(instance.run("twice").returned().i32()).isEqualTo(84);
            other.close();
            assertThat(mapped("called")).isPositive();
            instance.close();
            assertThat(mapped("called")).isZero();
        }
    }

    @Test
    void thousandsOfModulesTakeNoMoreDescriptorsOrMappingsThanOne() {
        try (Region region = Region.create(1, Limits.defaults())) {
            long before = descriptors();
            for (int i = 0; i < Rounds.of(3_000); i++) {
                try (GuestModule module = GuestModule.load(OBJECT, "one-of-many");
                        Instance instance = region.newInstance(module)) {
                    assertThat(answer(instance)).isEqualTo(42);
                }
            }
            assertThat(descriptors()).isLessThan(before + 20); // the JVM's own come and go
            assertThat(mapped("one-of-many")).isZero();
        }
    }

    @Test
    void modulesThatAreAllOpenShareOneDescriptor() {
        List<GuestModule> modules = new ArrayList<>();
        try (Region region = Region.create(300, Limits.defaults())) {
            long before = descriptors();
            List<Instance> instances = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                modules.add(GuestModule.load(OBJECT, "open"));
                instances.add(region.newInstance(modules.get(i)));
            }
            assertThat(descriptors()).isLessThan(before + 20);
            for (int i = 0; i < 300; i += 2) { // holes, which others fill
                instances.get(i).close();
                modules.get(i).close();
            }
            for (int i = 0; i < 300; i += 2) {
                modules.set(i, GuestModule.load(OBJECT, "open"));
                instances.set(i, region.newInstance(modules.get(i)));
            }
            assertThat(instances).allMatch(instance -> answer(instance) == 42);
            instances.forEach(Instance::close);
        } finally {
            modules.forEach(GuestModule::close);
        }
    }

    @Test
    void aSlotThatKeepsAnImageNeverShowsItToAnotherGuest() {
        Path other = CGuest.compile("""
                #include "guest.h"
                static char image[40000] = {[39999] = 7};
                static void answer(struct guest *guest) { guest_slot(guest, 0)->i32 = ((char *)guest)[39999]; }
                static const struct guest_export exports[] = {{"answer", ":i", answer}};
                GUEST_DESCRIPTOR(.slots = 1, .exports = exports, .export_count = 1, .memory_pages = 1,
                                 .memory_max_pages = 1, .image = image, .image_size = sizeof image);
                """, "seven.c");
        try (Region region = Region.create(2, Limits.defaults())) {
            for (int round = 0; round < 200; round++) {
                int expected = round % 3 == 0 ? 7 : 42;
                try (GuestModule module = GuestModule.load(expected == 7 ? other : OBJECT);
                        Instance one = region.newInstance(module);
                        Instance two = region.newInstance(module)) {
                    assertThat(answer(one) + answer(two)).isEqualTo(2 * expected);
                }
            }
        }
    }

    @Test
    void closingWhileInstancesAreMadeLetsEachLiveOrRefusesIt() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (Region region = Region.create(8, Limits.compact())) {
            CyclicBarrier start = new CyclicBarrier(3);
            for (int round = 0; round < Rounds.of(3_000); round++) {
                GuestModule module = GuestModule.load(OBJECT, "raced");
                List<Future<Integer>> makers = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    makers.add(threads.submit(() -> {
                        start.await();
                        try (Instance instance = region.newInstance(module)) {
                            return answer(instance);
                        } catch (InvalidStateException e) {
                            return 0;
                        }
                    }));
                }
                Future<?> closer = threads.submit(() -> {
                    start.await();
                    module.close();
                    return null;
                });
                closer.get();
                for (Future<Integer> maker : makers) {
                    assertThat(maker.get()).isIn(0, 42);
                }
            }
            assertThat(mapped("raced")).isZero();
            assertThat(region.used()).isZero();
        } finally {
            threads.shutdownNow();
        }
    }
}
