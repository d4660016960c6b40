package dev.hostcall.integration.programs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An instance of a program, in one of the engines that are compared. */
interface Machine extends AutoCloseable {
    /**
     * Calls an exported function.
     *
     * @param arguments as its signature has them: {@link Integer}, {@link Long}, {@link Float}, {@link Double}
     * @return its result, {@code null} if it has none
     */
    @Nullable
    Object call(String function, Object... arguments);

    /** How a call fails: by a {@code trap}, or with what it says. */
    String failure(String function, Object... arguments);

    /** Runs a command; its exit code. */
    int run();

    byte[] read(int address, int length);

    void write(int address, byte[] bytes);

    /** The size of its memory, in bytes. */
    long memory();

    /** What the program sees as {@code /}. */
    Path folder();

    /** What it has written to standard output so far. */
    byte[] output() throws IOException;

    @Override
    void close();

    /** Calls a function that returns an i32. */
    default int i32(String function, Object... arguments) {
        Object result = call(function, arguments);
        if (result instanceof Integer number) {
            return number;
        }
        throw new AssertionError(function + " returned " + result);
    }

    /** Has the program take memory by one of its functions, and puts a text there that NUL ends. */
    default int put(String allocator, String text) {
        return put(allocator, (text + '\0').getBytes(StandardCharsets.UTF_8));
    }

    /** The same with any bytes. */
    default int put(String allocator, byte[] bytes) {
        int address = i32(allocator, bytes.length);
        write(address, bytes);
        return address;
    }

    /** A text that NUL ends. */
    default String text(int address) {
        int chunk = 256;
        StringBuilder text = new StringBuilder();
        for (int at = address; ; at += chunk) {
            byte[] bytes = read(at, chunk);
            int end = 0;
            while (end < chunk && bytes[end] != 0) {
                end++;
            }
            text.append(new String(Arrays.copyOf(bytes, end), StandardCharsets.ISO_8859_1));
            if (end < chunk) {
                return new String(text.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            }
        }
    }

    /** A text of so many bytes. */
    default String text(int address, int length) {
        return new String(read(address, length), StandardCharsets.UTF_8);
    }
}
