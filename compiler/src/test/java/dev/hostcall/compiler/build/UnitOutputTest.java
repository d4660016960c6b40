package dev.hostcall.compiler.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far a C compiler is, by the files that it writes. */
final class UnitOutputTest {
    @TempDir
    Path directory;

    private UnitOutput output;
    private Path assembly;

    @BeforeEach
    void begin() {
        output = new UnitOutput(directory, "unit3", 5);
        assembly = directory.resolve("unit3.tmp/ccAbCd.s");
    }

    private static void append(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void nothingIsWrittenBeforeItBegins() {
        assertThat(output.written()).isZero();
    }

    @Test
    void functionsAreCountedInAssemblyOnceEachAndWhenTheyAreWhole() throws IOException {
        append(assembly, "\t.file\t\"unit3.c\"\nfn_7:\n\tret\n\t.size\tfn_7, .-fn_7\n\t.size\tentry_7, .-entry_7\n");
        append(assembly, "\t.size\tbody_8.constprop.0, .-body_8\n\t.size\tfn_8, .-fn_8\n\t.size\ttail_9");
        assertThat(output.written()).isEqualTo(2);
        append(assembly, ", .-tail_9\n");
        assertThat(output.written()).isEqualTo(3);
        assertThat(output.written()).isEqualTo(3);
    }

    @Test
    void theReportOnStacksTellsTheSame() throws IOException {
        append(directory.resolve("unit3.su"), "unit3.c:12:5:fn_1\t48\tstatic\nmodule.h:9:5:guest_enter\t16\tstatic\n");
        append(assembly, "\t.size\tfn_1, .-fn_1\n\t.size\tfn_2, .-fn_2\n");
        assertThat(output.written()).isEqualTo(2);
    }

    @Test
    void allAreWrittenOnlyOnceTheUnitIsDone() throws IOException {
        for (int i = 0; i < 9; i++) {
            append(assembly, "\t.size\tfn_" + i + ", 1\n");
        }
        assertThat(output.written()).isEqualTo(4);
        List<String> told = new ArrayList<>();
        Progress progress = new Progress((done, total) -> told.add(done + "/" + total), directory);
        progress.add("unit3", 5);
        progress.add("unit4", 0);
        progress.report();
        progress.done("unit3");
        progress.report();
        progress.report();
        progress.done("unit4");
        progress.report();
        assertThat(told).containsExactly("4/6", "5/6", "6/6");
    }
}
