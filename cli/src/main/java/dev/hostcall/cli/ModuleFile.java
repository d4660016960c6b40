package dev.hostcall.cli;

import dev.hostcall.abi.ElfFile;
import dev.hostcall.text.Wat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** A file that a command names: a module in either format, or an object. */
final class ModuleFile {
    private final Path path;
    private final byte[] bytes;

    private ModuleFile(Path path, byte[] bytes) {
        this.path = path;
        this.bytes = bytes;
    }

    /** Reads a file; a text is assembled. */
    static ModuleFile read(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException("it is a directory");
        } else if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        boolean isText = path.toString().toLowerCase(Locale.ROOT).endsWith(".wat");
        return new ModuleFile(path, isText ? Wat.toWasm(path) : Files.readAllBytes(path));
    }

    /** The object, or the module in the binary format; not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** Whether it is an object, and no module. */
    boolean isObject() {
        return ElfFile.isElf(bytes);
    }

    Path path() {
        return path;
    }

    /** The last part of its path. */
    String name() {
        return String.valueOf(path.getFileName());
    }
}
