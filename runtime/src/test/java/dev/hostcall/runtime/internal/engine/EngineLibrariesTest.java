package dev.hostcall.runtime.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.abi.ElfFile;
import dev.hostcall.abi.Machine;
import java.io.IOException;
import java.io.InputStream;
import java.lang.Runtime.Version;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The engine in the jar: for which machines it is there, and which versions of glibc's symbols it asks for. */
final class EngineLibrariesTest {
    private static final String GLIBC = "GLIBC_";

    @Test
    void noEngineNeedsAGlibcNewerThan2Point17() throws Exception {
        for (ElfFile engine : engines().values()) {
            assertThat(versions(engine))
                    .contains(GLIBC + "2.17")
                    .allMatch(version -> version.startsWith(GLIBC))
                    .noneMatch(version ->
                            Version.parse(version.substring(GLIBC.length())).compareTo(Version.parse("2.17")) > 0);
        }
    }

    @Test
    void eachEngineIsForTheMachineThatItsFolderNames() throws IOException {
        Map<Machine, ElfFile> engines = engines();
        assertThat(engines).containsKey(Machine.current().orElseThrow());
        engines.forEach((machine, engine) -> assertThat(engine.machine()).isEqualTo(machine.elfNumber()));
    }

    private static Map<Machine, ElfFile> engines() throws IOException {
        Map<Machine, ElfFile> engines = new EnumMap<>(Machine.class);
        for (Machine machine : Machine.values()) {
            try (InputStream found = EngineFile.class.getResourceAsStream("/" + machine.linux() + "/libhostcall.so")) {
                if (found != null) { // a cross compiler may be missing
                    engines.put(machine, ElfFile.of(found.readAllBytes()).orElseThrow());
                }
            }
        }
        return engines;
    }

    /**
     * Of all libraries, from the chain of records in {@code .gnu.version_r}: a library's is
     * {@code {half version, half count, word file, word first, word next}}, a version's
     * {@code {word hash, half flags, half index, word name, word next}}.
     */
    private static Set<String> versions(ElfFile engine) throws ElfFile.Damaged {
        ByteBuffer needs =
                ByteBuffer.wrap(engine.contents(".gnu.version_r").orElseThrow()).order(ByteOrder.LITTLE_ENDIAN);
        byte[] names = engine.contents(".dynstr").orElseThrow();
        Set<String> versions = new TreeSet<>();
        int library = 0;
        int nextLibrary;
        do {
            int version = library + needs.getInt(library + 8);
            for (int left = needs.getShort(library + 2); left > 0; left--) {
                versions.add(text(names, needs.getInt(version + 8)));
                version += needs.getInt(version + 12);
            }
            nextLibrary = needs.getInt(library + 12);
            library += nextLibrary;
        } while (nextLibrary != 0);
        return versions;
    }

    private static String text(byte[] strings, int begin) {
        int end = begin;
        while (strings[end] != 0) {
            end++;
        }
        return new String(strings, begin, end - begin, StandardCharsets.ISO_8859_1);
    }
}
