package dev.hostcall.runtime.internal.engine;

import dev.hostcall.abi.ElfFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which C library a program runs on, seen by the dynamic linker that it asks for: JNA's library and the engine need glibc. */
final class CLibrary {
    private static final Path THIS_PROGRAM = Path.of("/proc/self/exe");
    private static final String MUSL_LINKER = "/ld-musl-";

    private CLibrary() {}

    /** Whether this JVM runs on musl; not if that cannot be told. */
    static boolean isMusl() {
        return isMusl(THIS_PROGRAM);
    }

    static boolean isMusl(Path program) {
        try {
            Optional<ElfFile> file = ElfFile.of(Files.readAllBytes(program));
            Optional<byte[]> linker = file.isPresent() ? file.get().contents(".interp") : Optional.empty();
            return linker.filter(path -> new String(path, StandardCharsets.ISO_8859_1).contains(MUSL_LINKER))
                    .isPresent();
        } catch (IOException | ElfFile.Damaged unknown) {
            return false;
        }
    }
}
