package dev.hostcall.compiler.build;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a C compiler has written of a unit so far. GCC writes a file in assembly before it assembles that, and both GCC and Clang
 * report the stack that each function needs: from either it can be told which functions are done. It is for people who
 * wait: where there is nothing to read, a unit is done when it is done.
 */
final class UnitOutput {
    /** Behind the unit's name, the directory in which the C compiler writes what it needs for itself. */
    static final String TEMPORARY = ".tmp";

    /** The end of a function in assembly, or a line of the report on stacks. */
    private static final Pattern FUNCTION =
            Pattern.compile("(?m)^(?:\\t\\.size\\t|[^\\t\\n]*:)(?:fn|body|tail)_(\\d{1,9})\\b");

    /** At most so much is read at once; the rest is when it is looked again. */
    private static final int MOST = 16 << 20;

    private final Path report;
    private final Path temporary;
    private final int functions;
    private final BitSet written = new BitSet();
    private final Map<Path, Long> read = new HashMap<>();

    UnitOutput(Path directory, String unit, int functions) {
        this.report = directory.resolve(unit + ".su");
        this.temporary = directory.resolve(unit + TEMPORARY);
        this.functions = functions;
    }

    /** How many functions are in the unit. */
    int functions() {
        return functions;
    }

    /** How many of them are written, at least, and fewer than all. */
    int written() {
        look(report);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(temporary, "*.s")) {
            files.forEach(this::look);
        } catch (IOException notThere) {
            // It has not begun.
        }
        return Math.min(written.cardinality(), functions - 1);
    }

    /** Reads the whole lines that have come since. */
    private void look(Path path) {
        long from = read.getOrDefault(path, 0L);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] bytes = new byte[(int) Math.min(MOST, Math.max(0, file.length() - from))];
            file.seek(from);
            file.readFully(bytes);
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            int whole = text.lastIndexOf('\n') + 1;
            for (Matcher found = FUNCTION.matcher(text.substring(0, whole)); found.find(); ) {
                written.set(Integer.parseInt(found.group(1)));
            }
            read.put(path, from + whole);
        } catch (IOException notThere) {
            // It is not written yet, or no more there.
        }
    }
}
