package dev.hostcall.wasi.internal.env;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.runtime.Memory;
import dev.hostcall.wasi.AbortException;
import dev.hostcall.wasi.ExitException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Memory, and how a program ends. */
@HostcallModule("env")
final class EmscriptenCalls {
    private static final int CHUNK = 64 << 10;

    /** As long as a text in an assertion's message may be. */
    private static final int LONGEST = 4096;

    /** Of 4 GiB, a program could not tell the size. */
    private static final long MOST_PAGES = 65_535;

    private final long maxPages;

    /** For a program whose memory has so many pages at most. */
    EmscriptenCalls(long maxPages) {
        this.maxPages = Math.min(maxPages, MOST_PAGES);
    }

    @Hostcall(name = "_emscripten_memcpy_js")
    static void copy(Memory memory, int to, int from, int length) {
        long target = Integer.toUnsignedLong(to);
        long source = Integer.toUnsignedLong(from);
        long bytes = Integer.toUnsignedLong(length);
        for (long done = 0; done < bytes; done += CHUNK) {
            int size = (int) Math.min(bytes - done, CHUNK);
            memory.writeBytes(target + done, memory.readBytes(source + done, size));
        }
    }

    /** The same under an older name. */
    @Hostcall(name = "emscripten_memcpy_js")
    void copyByOlderName(Memory memory, int to, int from, int length) {
        copy(memory, to, from, length);
    }

    /** The same under the oldest name. */
    @Hostcall(name = "emscripten_memcpy_big")
    void copyByOldestName(Memory memory, int to, int from, int length) {
        copy(memory, to, from, length);
    }

    /** Grows to so many bytes at least: by a fifth if that is possible, so that it is not asked for each page. */
    @Hostcall
    boolean emscriptenResizeHeap(Memory memory, int size) {
        long pages = (Integer.toUnsignedLong(size) + Memory.PAGE - 1) / Memory.PAGE;
        long before = memory.pages();
        if (pages > maxPages) {
            return false;
        }
        long generous = Math.min(maxPages, Math.max(pages, before + before / 5));
        return memory.grow(Math.max(generous - before, 0)) >= 0 || memory.grow(Math.max(pages - before, 0)) >= 0;
    }

    @Hostcall
    int emscriptenGetHeapMax() {
        return (int) (maxPages * Memory.PAGE);
    }

    /** The memory is looked at afresh each time anyway. */
    @Hostcall
    void emscriptenNotifyMemoryGrowth(int memory) {}

    @Hostcall
    @SuppressWarnings("DoNotCallSuggester") // guests call it
    void abort() {
        throw new AbortException("the program has aborted");
    }

    @Hostcall(name = "_abort_js")
    @SuppressWarnings("DoNotCallSuggester") // guests call it
    void abortByNewerName() {
        abort();
    }

    @Hostcall(name = "__assert_fail")
    void assertFail(Memory memory, int condition, int file, int line, int function) {
        throw new AbortException("assertion failed: %s, at %s:%d, in %s"
                .formatted(text(memory, condition), text(memory, file), line, text(memory, function)));
    }

    @Hostcall(name = "__handle_stack_overflow")
    @SuppressWarnings("DoNotCallSuggester") // guests call it
    void handleStackOverflow(int stackPointer) {
        throw new AbortException("the program's stack has overflown, at " + Integer.toUnsignedString(stackPointer));
    }

    @Hostcall
    @SuppressWarnings("DoNotCallSuggester") // guests call it
    void exit(int code) {
        throw new ExitException(code);
    }

    /** There is no shell: 0 for whoever asks, -1 for whoever tries. */
    @Hostcall
    int system(int command) {
        return command == 0 ? 0 : -1;
    }

    private static String text(Memory memory, int pointer) {
        if (pointer == 0) {
            return "?";
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long at = Integer.toUnsignedLong(pointer);
        for (byte next = memory.readByte(at); next != 0 && bytes.size() < LONGEST; next = memory.readByte(++at)) {
            bytes.write(next);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
