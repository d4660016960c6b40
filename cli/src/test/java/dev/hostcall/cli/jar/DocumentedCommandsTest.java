package dev.hostcall.cli.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The commands in {@code docs/cli.md} are run as they stand there, and print what stands below them; an ellipsis stands for anything. */
@EnabledIfSystemProperty(named = "hostcall.jar", matches = ".+")
final class DocumentedCommandsTest {
    private static final Path PAGE = Path.of("../docs/cli.md");
    private static final Pattern SESSION = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile("(?m)^\\$ (.*)\n((?:(?!\\$ ).*\n)*)");
    private static final Pattern OPTION = Pattern.compile("(?m)^\\| (`-.*?) \\|");

    @TempDir
    Path directory;

    private Launch prepared() throws IOException {
        Launch launch = new Launch(directory);
        for (String name : List.of("copy.wat", "sums.wat")) {
            try (InputStream in = DocumentedCommandsTest.class.getResourceAsStream(name)) {
                launch.file(name, new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return launch;
    }

    @Test
    void allSessionsOnThePageAreAsTheyAreShown() throws Exception {
        Launch launch = prepared();
        int commands = 0;
        for (Matcher session = SESSION.matcher(Files.readString(PAGE)); session.find(); ) {
            for (Matcher command = COMMAND.matcher(session.group(1)); command.find(); commands++) {
                Launch.Result result = launch.run("{ " + command.group(1) + "; } 2>&1");
                assertThat(result.out()).as(command.group(1)).matches(pattern(command.group(2)));
            }
        }
        assertThat(commands).isGreaterThan(8);
    }

    private static Pattern pattern(String shown) {
        return Pattern.compile(shown.lines()
                .map(line ->
                        line.equals("…") ? "(?:.*\n)*" : Pattern.quote(line).replace("…", "\\E[^\n]*\\Q") + "\n")
                .collect(Collectors.joining()));
    }

    @Test
    void theOptionsOfEachCommandAreOnThePage() throws Exception {
        List<String> listed = new ArrayList<>();
        for (Matcher row = OPTION.matcher(Files.readString(PAGE)); row.find(); ) {
            Pattern.compile("--[\\w-]+").matcher(row.group(1)).results().forEach(each -> listed.add(each.group()));
        }
        Launch launch = prepared();
        List<String> known = new ArrayList<>();
        for (String command : List.of("run", "compile")) {
            String help = launch.run("hostcall " + command + " --help").out();
            Pattern.compile("(?m)^ +(?:-\\w, )?(--[\\w-]+)")
                    .matcher(help)
                    .results()
                    .forEach(each -> known.add(each.group(1)));
        }
        known.removeAll(List.of("--help", "--version", "--debug"));
        assertThat(listed).containsExactlyInAnyOrderElementsOf(known);
    }
}
