package dev.hostcall.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text that is not a WebAssembly module. The message shows each mistake with its line:
 *
 * <pre>
 * demo.wat:3:6: unexpected token "i32.addd", expected an instr.
 *     (i32.addd)))
 *      ^
 * </pre>
 */
public final class WatException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_SHOWN = 10;
    private static final int MAX_WIDTH = 100;
    private static final Pattern PLACE = Pattern.compile("^-:(\\d+):(\\d+): error: (.*)$", Pattern.MULTILINE);

    private final transient List<Mistake> mistakes;

    /**
     * One mistake.
     *
     * @param line its line, from 1
     * @param column its first character in that line, from 1
     * @param message what is wrong
     */
    public record Mistake(int line, int column, String message) {}

    /** Of a text that has no place to point at. */
    WatException(String message) {
        super(message);
        this.mistakes = List.of();
    }

    private WatException(String message, List<Mistake> mistakes) {
        super(message);
        this.mistakes = List.copyOf(mistakes);
    }

    /** What the assembler says of a text. */
    static WatException of(String name, String text, String messages) {
        List<String> lines = text.lines().toList();
        List<Mistake> mistakes = new ArrayList<>();
        Matcher place = PLACE.matcher(messages);
        while (place.find()) {
            int line = Integer.parseInt(place.group(1));
            int column = column(line(lines, line), Integer.parseInt(place.group(2)));
            mistakes.add(new Mistake(line, column, place.group(3)));
        }
        if (mistakes.isEmpty()) {
            return new WatException(name + " cannot be assembled: " + messages.strip());
        }
        String shown = mistakes.stream()
                .limit(MAX_SHOWN)
                .map(mistake -> "%s:%d:%d: %s\n%s"
                        .formatted(
                                name,
                                mistake.line(),
                                mistake.column(),
                                mistake.message(),
                                excerpt(line(lines, mistake.line()), mistake.column())))
                .collect(Collectors.joining("\n"));
        int rest = mistakes.size() - MAX_SHOWN;
        return new WatException(rest > 0 ? shown + "\nand " + rest + " more mistakes" : shown, mistakes);
    }

    private static String line(List<String> lines, int number) {
        return number <= lines.size() ? lines.get(number - 1) : "";
    }

    /** The assembler counts bytes. */
    private static int column(String line, int inBytes) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return new String(bytes, 0, Math.min(bytes.length, inBytes - 1), StandardCharsets.UTF_8).length() + 1;
    }

    /** A line, or what is around the column of a long one, with a mark below. */
    private static String excerpt(String line, int column) {
        int from = Math.max(0, Math.min(column - MAX_WIDTH / 2, line.length() - MAX_WIDTH));
        String shown = line.substring(from, Math.min(line.length(), from + MAX_WIDTH));
        String before = shown.substring(0, Math.min(shown.length(), column - 1 - from));
        return shown + "\n" + before.replaceAll("[^\t]", " ") + "^";
    }

    /** All that is wrong, in the order it was found; empty if it is not at one place. */
    public List<Mistake> mistakes() {
        return mistakes;
    }
}
