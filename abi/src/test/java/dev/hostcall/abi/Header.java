package dev.hostcall.abi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** {@code guest.h} as a C compiler understands it, and the names it declares. */
final class Header {
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern STRUCTURE =
            Pattern.compile("^struct (guest_\\w+) \\{(.*?)^\\};", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern ENUMERATION =
            Pattern.compile("^enum (guest_\\w+) \\{(.*?)\\};", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern FIELD = Pattern.compile("(?:\\(\\*(\\w+)\\)\\([^)]*\\)|(\\w+)(?:\\[\\d+\\])?);");
    private static final Pattern CONSTANT = Pattern.compile("(GUEST_\\w+) =");

    private Header() {}

    static String text() {
        return new String(GuestAbi.header(), StandardCharsets.UTF_8);
    }

    private static String code() {
        return COMMENT.matcher(text()).replaceAll("");
    }

    /** The fields of every structure but the reserved ones, by the structure's name. */
    static Map<String, Set<String>> structures() {
        Map<String, Set<String>> all = new TreeMap<>();
        for (MatchResult structure : STRUCTURE.matcher(code()).results().toList()) {
            Set<String> fields = new TreeSet<>();
            for (MatchResult field : FIELD.matcher(structure.group(2)).results().toList()) {
                fields.add(field.group(1) != null ? field.group(1) : field.group(2));
            }
            fields.remove("reserved");
            all.put(structure.group(1), fields);
        }
        return all;
    }

    /** The names that an enumeration gives to numbers. */
    static Set<String> enumeration(String name) {
        Set<String> names = new TreeSet<>();
        for (MatchResult found : ENUMERATION.matcher(code()).results().toList()) {
            if (found.group(1).equals(name)) {
                CONSTANT.matcher(found.group(2)).results().forEach(constant -> names.add(constant.group(1)));
            }
        }
        return names;
    }

    /** The values of C expressions, by the expressions. */
    static Map<String, Long> evaluate(Path directory, Collection<String> expressions)
            throws IOException, InterruptedException {
        StringBuilder source = new StringBuilder("#include \"guest.h\"\n#include <stdio.h>\nint main(void) {\n");
        for (String expression : expressions) {
            source.append("    printf(\"%ld\\n\", (long)(").append(expression).append("));\n");
        }
        Path program = directory.resolve("layout");
        Path file = Files.writeString(directory.resolve("layout.c"), source + "    return 0;\n}\n");
        Files.write(directory.resolve(GuestAbi.HEADER), GuestAbi.header());
        run("cc", "-std=gnu11", "-o", program.toString(), file.toString());
        Map<String, Long> values = new TreeMap<>();
        String[] lines = run(program.toString()).split("\n", -1);
        int next = 0;
        for (String expression : expressions) {
            values.put(expression, Long.valueOf(lines[next++]));
        }
        return values;
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
