package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.abi.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** CONTRIBUTING.md's list of the files that know a machine, against the sources. */
final class MachinesTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern FILE = Pattern.compile("`([\\w<>/.-]+\\.(?:java|h|S|c|sh|xml))`");
    private static final Pattern MACHINE =
            Pattern.compile("x86[-_]64|aarch64|amd64|\\bEM_\\w+|\\br15\\b|\\bx28\\b", Pattern.CASE_INSENSITIVE);

    @Test
    void allThatKnowsAMachineIsListed() throws IOException {
        Set<String> found = new TreeSet<>();
        for (String module : List.of("annotations", "abi", "processor", "runtime", "compiler", "cli", "text", "wasi")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main"))) {
                files.filter(Files::isRegularFile)
                        .filter(MachinesTest::knowsAMachine)
                        .forEach(file -> found.add(file.getFileName().toString()));
            }
        }
        if (knowsAMachine(ROOT.resolve("abi/pom.xml"))) {
            found.add("abi/pom.xml");
        }
        assertThat(found).isEqualTo(listed());
    }

    private static boolean knowsAMachine(Path file) {
        try {
            return MACHINE.matcher(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> listed() throws IOException {
        String page = Files.readString(ROOT.resolve("CONTRIBUTING.md"));
        String table = page.substring(page.indexOf("| file |"), page.indexOf("`runtime/src/test/native/run.sh`"));
        Set<String> names = new TreeSet<>();
        for (MatchResult file : FILE.matcher(table).results().toList()) {
            for (Machine machine : Machine.values()) {
                names.add(file.group(1).replace("<machine>", machine.gnuName()));
            }
        }
        return names;
    }
}
