package dev.hostcall.integration.programs;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests that compare programs, with a directory for each. */
abstract class ComparedPrograms {
    Comparison compared = new Comparison(Path.of(""));

    @BeforeEach
    void leaveEverythingIn(@TempDir Path scratch) {
        compared = new Comparison(scratch);
    }
}
