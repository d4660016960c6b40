package dev.hostcall.compiler.build;

import dev.hostcall.compiler.CompilerException;
import dev.hostcall.compiler.CompilerException.Reason;
import dev.hostcall.compiler.emit.Summary;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the {@link Summary} in an object without loading it. */
final class ObjectSummary {
    private static final int ELF_MAGIC = 0x464C457F;
    private static final int SECTION_HEADERS = 40;
    private static final int SECTION_COUNT = 60;
    private static final int NAMES_INDEX = 62;
    private static final int HEADER_SIZE = 64;

    private ObjectSummary() {}

    /**
     * The text in an object.
     *
     * @throws CompilerException if the file is no object of this compiler
     */
    static String read(Path object) throws IOException {
        ByteBuffer elf = ByteBuffer.wrap(Files.readAllBytes(object)).order(ByteOrder.LITTLE_ENDIAN);
        try {
            if (elf.getInt(0) == ELF_MAGIC) {
                int headers = Math.toIntExact(elf.getLong(SECTION_HEADERS));
                int names = headers + HEADER_SIZE * elf.getShort(NAMES_INDEX);
                for (int i = 0; i < elf.getShort(SECTION_COUNT); i++) {
                    int header = headers + HEADER_SIZE * i;
                    int name = Math.toIntExact(elf.getLong(names + 24)) + elf.getInt(header);
                    if (text(elf, name, Summary.SECTION.length()).equals(Summary.SECTION)) {
                        int size = Math.toIntExact(elf.getLong(header + 32)) - 1;
                        return text(elf, Math.toIntExact(elf.getLong(header + 24)), size);
                    }
                }
            }
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw new CompilerException(Reason.FILE, object + " is damaged: its sections lie outside of it", e);
        }
        throw new CompilerException(Reason.FILE, object + " is no object of this compiler");
    }

    private static String text(ByteBuffer elf, int offset, int size) {
        if (offset < 0 || size < 0 || offset + size > elf.capacity()) {
            throw new IndexOutOfBoundsException(offset);
        }
        byte[] copy = new byte[size];
        elf.get(offset, copy);
        return new String(copy, StandardCharsets.UTF_8);
    }
}
