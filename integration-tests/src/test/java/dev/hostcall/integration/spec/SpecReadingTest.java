package dev.hostcall.integration.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.hostcall.compiler.CompilerException;
import dev.hostcall.compiler.CompilerException.Reason;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.WasmCompiler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every module of the suite of WebAssembly 3.0 ends in one of three ways: a valid one is translated, what must be refused is
 * refused as invalid, and either may be refused by the name of a feature instead.
 */
class SpecReadingTest {
    private static final String TRANSLATED = "translated";
    private static final String INVALID = "invalid or malformed";
    private static final String LIMIT = "beyond a limit of the compiler";

    private static final String TEXT = """
            ## What is read of WebAssembly 3.0

            What becomes of each module of the suite of WebAssembly 3.0, as `SpecReadingTest` reads it: valid ones are translated,
            those that are not are refused with a reason and its offset, and whatever uses a feature that is not taken is refused by
            that feature's name. Of %d reasons, %d begin with the suite's own words. Write this part anew
            with `mvn -pl integration-tests -am verify -Dtest=SpecReadingTest -Dhostcall.golden=update`.

            | outcome | valid modules | invalid modules | malformed modules |
            |---|---|---|---|
            """;

    /** What a command says of its module, and in which words it must be refused, if at all. */
    private record Sample(String file, String member, String kind, String words) {
        boolean isValid() {
            return kind.equals("valid");
        }
    }

    /** How a module ended; {@code message} is empty if it was translated. */
    private record Ending(Sample sample, String outcome, String message) {
        boolean isRight() {
            return sample.isValid() ? !outcome.equals(INVALID) : !outcome.equals(TRANSLATED) && !outcome.equals(LIMIT);
        }

        boolean isInTheSuitesWords() {
            return message.contains(" module: " + sample.words());
        }
    }

    @Test
    void everyModuleOfTheSuiteEndsInOneOfThreeWays() throws IOException {
        Optional<SpecArchive> archive = SpecArchive.findOfVersion3();
        assumeTrue(archive.isPresent(), "the suite is not here; name its archive with -Dhostcall.spec.3=FILE");
        List<Ending> endings = samples(archive.orElseThrow()).parallelStream()
                .map(sample -> read(archive.orElseThrow(), sample))
                .toList();
        assertThat(endings.stream().filter(ending -> !ending.isRight())).isEmpty();
        SpecPage.compare(table(endings));
    }

    private static List<Sample> samples(SpecArchive archive) {
        List<Sample> samples = new ArrayList<>();
        for (String name : archive.names()) {
            for (JsonElement element : archive.commands(name)) {
                JsonObject command = element.getAsJsonObject();
                if (command.has("filename") && !isText(command)) {
                    String member = command.get("filename").getAsString();
                    samples.add(new Sample(name, member, kind(command), words(command)));
                }
            }
        }
        return samples;
    }

    private static boolean isText(JsonObject command) {
        return command.has("module_type")
                && command.get("module_type").getAsString().equals("text");
    }

    private static String kind(JsonObject command) {
        return switch (command.get("type").getAsString()) {
            case "assert_invalid" -> "invalid";
            case "assert_malformed" -> "malformed";
            default -> "valid";
        };
    }

    private static String words(JsonObject command) {
        return command.has("text") ? command.get("text").getAsString() : "";
    }

    private static Ending read(SpecArchive archive, Sample sample) {
        try {
            WasmCompiler.translate(archive.bytes(sample.file(), sample.member()), CompilerOptions.defaults());
            return new Ending(sample, TRANSLATED, "");
        } catch (CompilerException e) {
            return new Ending(sample, outcome(e), String.valueOf(e.getMessage()));
        }
    }

    private static String outcome(CompilerException e) {
        if (e.reason() == Reason.UNSUPPORTED) {
            return e.feature().orElseThrow();
        }
        assertThat(e.reason()).isIn(Reason.INVALID_MODULE, Reason.LIMIT);
        return e.reason() == Reason.LIMIT ? LIMIT : INVALID;
    }

    private static String table(List<Ending> endings) {
        Map<String, Map<String, Long>> counts = endings.stream()
                .collect(Collectors.groupingBy(
                        Ending::outcome,
                        TreeMap::new,
                        Collectors.groupingBy(ending -> ending.sample().kind(), Collectors.counting())));
        String rows = counts.entrySet().stream()
                .map(row -> "| %s | %d | %d | %d |\n"
                        .formatted(
                                row.getKey(),
                                row.getValue().getOrDefault("valid", 0L),
                                row.getValue().getOrDefault("invalid", 0L),
                                row.getValue().getOrDefault("malformed", 0L)))
                .collect(Collectors.joining());
        List<Ending> refused = endings.stream()
                .filter(ending -> ending.outcome().equals(INVALID))
                .toList();
        long same = refused.stream().filter(Ending::isInTheSuitesWords).count();
        return TEXT.formatted(refused.size(), same) + rows;
    }
}
