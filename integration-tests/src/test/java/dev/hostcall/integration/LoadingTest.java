package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hostcall.abi.GuestAbi;
import dev.hostcall.guests.CGuest;
import dev.hostcall.runtime.GuestLoadException;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no guests: each is refused in one sentence, and none ends the JVM. */
final class LoadingTest {
    private static final String GUEST = """
            #include "guest.h"
            static void answer(struct guest *guest) { guest_slot(guest, 0)->i32 = ANSWER; }
            static const struct guest_export exports[] = {{"answer", ":i", answer}};
            GUEST_DESCRIPTOR(.slots = 1, .exports = exports, .export_count = 1, .memory_pages = 1,
                             .memory_max_pages = 1);
            """;

    private static final String MAIN = "int main(void) { return 0; }";

    private static final Path GOOD = CGuest.compile(GUEST, "good.c", "-DANSWER=42");

    @TempDir
    Path directory;

    private static void assertRefused(Path file, String... words) {
        assertThatExceptionOfType(GuestLoadException.class)
                .isThrownBy(() -> GuestModule.load(file))
                .withMessageContaining("cannot load guest object " + file)
                .satisfies(e -> {
                    assertThat(e.getMessage()).doesNotContain("\n");
                    for (String word : words) {
                        assertThat(e.getMessage()).contains(word);
                    }
                });
    }

    private Path file(byte[] contents) throws IOException {
        return Files.write(directory.resolve("file.so"), contents);
    }

    private static int answer(GuestModule module) {
        try (Region region = Region.create(1, Limits.compact());
                Instance instance = region.newInstance(module)) {
            return instance.run("answer").returned().i32();
        }
    }

    @Test
    void aGuestLoads() {
        assertThat(answer(GuestModule.load(GOOD))).isEqualTo(42);
    }

    @Test
    void aMissingFileIsRefused() {
        assertRefused(directory.resolve("absent.so"), "no such file");
    }

    @Test
    void aDirectoryIsRefused() {
        assertRefused(directory, "a directory", "a guest object is a file");
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        assertRefused(file(new byte[0]), "0 bytes");
    }

    @Test
    void aTextIsRefusedWithItsFirstBytes() throws IOException {
        assertRefused(file("#!/bin/sh\n".repeat(50).getBytes(StandardCharsets.UTF_8)), "23 21 2f 62");
    }

    @Test
    void aWasmModuleIsRefused() throws IOException {
        byte[] wasm = new byte[100];
        ByteBuffer.wrap(wasm).putInt(0x0061736d);
        assertRefused(file(wasm), "00 61 73 6d");
    }

    @Test
    void whatIsGivenByMistakeIsToldWhatToDo() throws IOException {
        assertRefused(file(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0}), "compile it first", "WasmCompiler.compile");
        assertRefused(
                Files.writeString(directory.resolve("short.wat"), "(module)"), "a text", "28 6d 6f 64", "compile");
        assertRefused(file(new byte[] {'P', 'K', 3, 4, 0}), "a jar or another zip file");
    }

    @Test
    @SuppressWarnings("NullAway") // what callers who are not checked do
    void nothingAtAllIsRefusedByName() {
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> GuestModule.load((Path) null))
                .withMessage("object");
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> GuestModule.load(GOOD, null))
                .withMessage("name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$LIB", "$ORIGIN", "${PLATFORM}", "größe ☃", "a b\nc"})
    void aPathMayHaveAnyName(String name) throws IOException {
        Path odd = Files.createDirectory(directory.resolve(name));
        try (GuestModule module = GuestModule.load(Files.copy(GOOD, odd.resolve(name + ".so")))) {
            assertThat(answer(module)).isEqualTo(42);
            assertThat(module.name()).isEqualTo(name);
        }
    }

    @Test
    void aGuestInAJarLoadsByItsPathAndAsAStream() throws IOException {
        Path jar = directory.resolve("app.jar");
        try (FileSystem files = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            Files.copy(GOOD, files.getPath("/packed.so"));
        }
        try (FileSystem files = FileSystems.newFileSystem(jar);
                GuestModule module = GuestModule.load(files.getPath("/packed.so"))) {
            assertThat(answer(module)).isEqualTo(42);
            assertThat(module.name()).isEqualTo("packed");
            try (InputStream stream = Files.newInputStream(files.getPath("/packed.so"));
                    GuestModule streamed = GuestModule.load(stream, "streamed")) {
                assertThat(answer(streamed)).isEqualTo(42);
            }
        }
    }

    @Test
    void anObjectThatWasNotLinkedIsRefused() {
        assertRefused(CGuest.compile(GUEST, "unlinked.c", "-DANSWER=1", "-c"), "not a shared object");
    }

    @Test
    void anExecutableIsRefused() {
        // Of the linker's two kinds, the one without a fixed address is a shared object to all appearance.
        assertRefused(CGuest.compile(GUEST + MAIN, "fixed.c", "-DANSWER=1", "-Wl,-no-pie", "-no-pie"));
        assertRefused(CGuest.compile(GUEST + MAIN, "movable.c", "-DANSWER=1", "-pie", "-Wl,-pie", "-rdynamic"));
        assertRefused(Path.of("/proc/self/exe"));
    }

    @Test
    void aSharedObjectThatIsNoGuestIsRefused() {
        assertRefused(CGuest.compile("int guest(void) { return 1; }", "library.c"), "hostcall_guest");
    }

    @Test
    void anObjectThatOnlyRefersToADescriptorIsRefused() {
        assertRefused(
                CGuest.compile("extern int hostcall_guest; int *guest(void) { return &hostcall_guest; }", "user.c"),
                "hostcall_guest");
    }

    @Test
    void anObjectWithMissingSymbolsIsRefusedByTheLinker() {
        assertRefused(
                CGuest.compile(GUEST + "int nowhere(void); int (*volatile f)(void) = nowhere;", "open.c", "-DANSWER=1"),
                "dynamic linker",
                "nowhere");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 255})
    void anotherVersionOfTheAbiIsRefused(int version) {
        String other = GUEST.replace("#include", "#define GUEST_ABI_VERSION_ \n#include")
                .replace("GUEST_DESCRIPTOR(", "GUEST_DESCRIPTOR(.abi_version = " + version + ", ");
        assertRefused(
                CGuest.compile(other, "version.c", "-DANSWER=1", "-Wno-override-init"),
                "version " + version,
                "this is version " + GuestAbi.VERSION);
    }

    @Test
    void aDamagedMagicIsRefused() {
        String other = GUEST.replace("GUEST_DESCRIPTOR(", "GUEST_DESCRIPTOR(.magic = 0x12345678, ");
        assertRefused(CGuest.compile(other, "magic.c", "-DANSWER=1"), "0x12345678");
    }

    @Test
    void aDescriptorForAnotherMachineIsRefused() {
        String other = GUEST.replace("GUEST_DESCRIPTOR(", "GUEST_DESCRIPTOR(.machine = 243, ");
        assertRefused(CGuest.compile(other, "machine.c", "-DANSWER=1"), "another machine (ELF number 243)");
    }

    @ParameterizedTest
    @CsvSource({"8, another machine (ELF number 8)", "243, another machine (ELF number 243)"})
    void anObjectForAnotherMachineIsRefused(int machine, String words) throws IOException {
        byte[] bytes = Files.readAllBytes(GOOD);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putShort(18, (short) machine);
        assertRefused(file(bytes), words);
    }

    @Test
    void anObjectOfTheCrossCompilerIsRefused() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/aarch64-linux-gnu-gcc")), "no cross compiler");
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "would be for this machine");
        Path object = directory.resolve("aarch64.so");
        Path source = directory.resolve("aarch64.c");
        try {
            Files.writeString(source, GUEST);
            Files.write(directory.resolve(GuestAbi.HEADER), GuestAbi.header());
            Process process = new ProcessBuilder(
                            "/usr/bin/aarch64-linux-gnu-gcc",
                            "-DANSWER=1",
                            "-O2",
                            "-fPIC",
                            "-shared",
                            "-nostdlib",
                            "-ffreestanding",
                            "-o",
                            object.toString(),
                            source.toString())
                    .inheritIO()
                    .start();
            assumeTrue(process.waitFor() == 0, "the cross compiler fails");
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
        assertRefused(object, "AArch64", "x86-64");
    }

    @Test
    void a32BitOrBigEndianFileIsRefused() throws IOException {
        for (int field : new int[] {4, 5}) {
            byte[] bytes = Files.readAllBytes(GOOD);
            bytes[field] = (byte) (3 - bytes[field]);
            assertRefused(file(bytes), "64-bit little-endian");
        }
    }

    @Test
    void aFileThatIsCutShortAnywhereIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(GOOD);
        for (int length = 0; length < bytes.length; length += length < 1200 ? 1 : 101) {
            Path cut = directory.resolve("cut-" + length + ".so");
            Files.write(cut, Arrays.copyOf(bytes, length));
            assertRefused(cut);
            Files.delete(cut);
        }
    }

    @Test
    void aHeaderWithRandomNumbersIsRefusedOrLoads() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] bytes = Files.readAllBytes(GOOD);
        for (int round = 0; round < Rounds.of(300); round++) {
            // Where tables lie and how many rows they have; the linker's own tables are the compiler's to keep.
            byte[] damaged = bytes.clone();
            int field = random.nextBoolean() ? 40 + random.nextInt(8) : 58 + random.nextInt(6);
            damaged[field] ^= (byte) (1 << random.nextInt(8));
            Path path = directory.resolve("damaged-" + round + ".so");
            Files.write(path, damaged);
            try {
                assertThat(answer(GuestModule.load(path))).isEqualTo(42);
            } catch (GuestLoadException e) {
                assertThat(e).as("seed %d", seed).hasMessageContaining("damaged-" + round);
            }
            Files.delete(path);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".memory_pages = 3, .memory_max_pages = 2",
                ".memory_pages = 1, .memory_max_pages = 65537",
                ".memory_pages = 1ull << 48, .memory_max_pages = 1ull << 48",
                ".memory_pages = -1, .memory_max_pages = -1",
                ".memory_pages = 0, .memory_max_pages = 1, .image = exports, .image_size = 24",
                ".memory_pages = 1, .memory_max_pages = 1, .image = exports, .image_size = 65537",
                ".memory_pages = 1, .memory_max_pages = 1, .image = 0, .image_size = 24",
                ".memory_pages = 1, .memory_max_pages = 1, .image = exports, .image_size = -8",
                ".memory_pages = 1, .memory_max_pages = 1, .image = exports, .image_size = 24, .image_start = 65536",
                ".memory_pages = 2, .memory_max_pages = 2, .image = exports, .image_size = 24, .image_start = 4096",
                ".memory_pages = 2, .memory_max_pages = 2, .image = exports, .image_size = 24, .image_start = -65536",
                ".memory_pages = 1, .memory_max_pages = 1, .data_size = 0xffffff00u",
                ".memory_pages = 1, .memory_max_pages = 1, .slots = 0xffffff00u",
                ".memory_pages = 1, .memory_max_pages = 1, .slots = 0",
                ".memory_pages = 1, .memory_max_pages = 1, .exports = 0",
                ".memory_pages = 1, .memory_max_pages = 1, .imports = 0, .import_count = 1",
                ".memory_pages = 1, .memory_max_pages = 1, .imports = nameless, .import_count = 1",
                ".memory_pages = 1, .memory_max_pages = 1, .imports = mistyped, .import_count = 1",
                ".memory_pages = 1, .memory_max_pages = 1, .imports = 0, .import_count = 0x80000000u",
                ".memory_pages = 1, .memory_max_pages = 1, .exports = twice, .export_count = 2",
            })
    void aDescriptorThatContradictsItselfIsRefused(String fields) {
        String other = GUEST.replace("GUEST_DESCRIPTOR(", """
                        static const struct guest_import nameless[] = {{"env", 0, ":"}};
                        static const struct guest_import mistyped[] = {{"env", "name", "x:"}};
                        static const struct guest_export twice[] = {{"answer", ":i", answer}, {"answer", ":i", answer}};
                        const void *used[] = {nameless, mistyped, twice};
                        GUEST_DESCRIPTOR(""")
                .replaceAll(
                        "\\.memory_pages = 1, .memory_max_pages = 1\\);|\\.memory_pages = 1,\\s+\\.memory_max_pages = 1\\);",
                        fields + ");");
        assertThat(other).contains(fields);
        assertRefused(CGuest.compile(other, "contradiction.c", "-DANSWER=1"), "descriptor is damaged");
    }

    @Test
    void aFileThatWasReplacedIsTheNewGuest() throws IOException {
        Path file = directory.resolve("guest.so");
        Files.copy(GOOD, file);
        GuestModule before = GuestModule.load(file);
        Path fresh = directory.resolve("fresh.so");
        Files.copy(CGuest.compile(GUEST, "other.c", "-DANSWER=43"), fresh);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        GuestModule after = GuestModule.load(file);
        assertThat(answer(before)).isEqualTo(42);
        assertThat(answer(after)).isEqualTo(43);
    }

    @Test
    void unloadingOneModuleLeavesAnotherOfTheSameFileAlone() throws IOException {
        GuestModule kept = GuestModule.load(GOOD);
        loadAndForget(GOOD);
        assertThat(answer(kept)).isEqualTo(42);
    }

    @Test
    void anInstanceKeepsItsCodeLoaded() throws IOException {
        Path file = CGuest.compile(GUEST, "kept.c", "-DANSWER=7");
        try (Region region = Region.create(1, Limits.compact());
                Instance instance = region.newInstance(GuestModule.load(file))) {
            loadAndForget(CGuest.compile(GUEST, "forgotten.c", "-DANSWER=8"));
            assertThat(instance.run("answer").returned().i32()).isEqualTo(7);
        }
    }

    @Test
    void aForgottenModuleIsUnloaded() throws IOException {
        loadAndForget(GOOD);
    }

    /** Loads a file and returns when the module has been collected and its cleaner has had its turn. */
    private static void loadAndForget(Path file) throws IOException {
        WeakReference<GuestModule> forgotten = new WeakReference<>(GuestModule.load(file));
        while (forgotten.get() != null) {
            System.gc();
        }
        // Cleaned after it, and seen to be gone.
        Path marker = CGuest.compile(GUEST, "marker.c", "-DANSWER=0");
        assertThat(GuestModule.load(marker).name()).isEqualTo("marker");
        while (Files.readString(Path.of("/proc/self/maps")).contains("/memfd:marker ")) {
            System.gc();
        }
    }
}
