package dev.hostcall.wasi.internal.calls;

import dev.hostcall.runtime.Memory;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Texts that a guest asks for all at once: its arguments, or its environment. */
final class Strings {
    private final List<byte[]> texts;
    private final int size;

    Strings(List<String> texts) {
        this.texts = texts.stream()
                .map(text -> (text + '\0').getBytes(StandardCharsets.UTF_8))
                .toList();
        this.size = this.texts.stream().mapToInt(text -> text.length).sum();
    }

    /** How many there are, and how many bytes they take, each with a NUL at its end. */
    void writeSizes(Memory memory, int count, int bytes) {
        memory.writeInt(Pointers.address(count), texts.size());
        memory.writeInt(Pointers.address(bytes), size);
    }

    /** A pointer to each, and all of them one after the other. */
    void write(Memory memory, int pointers, int bytes) {
        long pointer = Pointers.address(pointers);
        long at = Pointers.address(bytes);
        for (byte[] text : texts) {
            memory.writeInt(pointer, (int) at);
            memory.writeBytes(at, text);
            pointer += Integer.BYTES;
            at += text.length;
        }
    }
}
