package dev.hostcall.compiler.build;

import dev.hostcall.abi.ElfFile;
import dev.hostcall.compiler.CompilerException;
import dev.hostcall.compiler.CompilerException.Reason;
import dev.hostcall.compiler.emit.Summary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the {@link Summary} in an object without loading it. */
final class ObjectSummary {
    private ObjectSummary() {}

    /**
     * The text in an object.
     *
     * @throws CompilerException if the file is not an object of this compiler
     */
    static String read(Path object) throws IOException {
        byte[] file = Files.readAllBytes(object);
        try {
            Optional<ElfFile> elf = ElfFile.of(file);
            if (elf.isEmpty() && (file.length < Integer.BYTES || ElfFile.isElf(file))) {
                throw damaged(object, null); // it ends within its header
            }
            Optional<byte[]> found =
                    elf.isEmpty() ? Optional.empty() : elf.get().contents(Summary.SECTION);
            if (found.isPresent()) {
                String text = new String(found.get(), StandardCharsets.UTF_8);
                return text.substring(0, text.indexOf('\0'));
            }
        } catch (ElfFile.Damaged | IndexOutOfBoundsException e) {
            throw damaged(object, e);
        }
        throw new CompilerException(Reason.FILE, object + " is not an object of this compiler");
    }

    private static CompilerException damaged(Path object, @Nullable Exception cause) {
        return new CompilerException(Reason.FILE, object + " is damaged: its sections lie outside it", cause);
    }
}
