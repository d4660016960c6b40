package dev.hostcall.integration.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.integration.DocumentedTable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What docs/programs.md says of programs. */
final class ListedPrograms {
    private ListedPrograms() {}

    /** Compares the table below a heading with what these programs are; the test is skipped where they cannot be had. */
    static void compare(Comparison compared, String heading, List<Program> programs) throws IOException {
        Map<String, String> expected = new LinkedHashMap<>();
        for (Program program : programs) {
            compared.requireAll(program);
            expected.put("`" + program.source().name() + "` " + program.source().version(), facts(program));
        }
        Map<String, String> listed = new LinkedHashMap<>();
        DocumentedTable.read("programs.md", heading, "package")
                .rows()
                .forEach((name, row) -> listed.put(name, row.get("module") + ", " + row.get("imports")));
        assertThat(listed).isEqualTo(expected);
    }

    /** Its module's size, and how much it imports from where. */
    private static String facts(Program program) throws IOException {
        boolean shortened = !program.names().areKept();
        Map<String, Long> imports = program.compiled().imports().stream()
                .collect(Collectors.groupingBy(
                        each -> shortened ? WholeNames.FROM : each.module(), TreeMap::new, Collectors.counting()));
        String list = imports.entrySet().stream()
                .map(each -> "`" + each.getKey() + "` " + each.getValue())
                .collect(Collectors.joining(", "));
        return "%d KB, %s".formatted(Files.size(program.packed()) / 1000, list.isEmpty() ? "nothing" : list);
    }
}
