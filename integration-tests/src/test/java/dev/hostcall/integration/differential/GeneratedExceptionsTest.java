package dev.hostcall.integration.differential;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Generated modules that throw and catch come by the same places, and leave the same in memory, here and in Node.js. How many is
 * {@code -Dhostcall.differential.exceptions}, from the seed {@code -Dhostcall.differential.seed} on.
 */
class GeneratedExceptionsTest {
    private static final long MODULES = Long.getLong("hostcall.differential.exceptions", 12);

    @TempDir
    private Path directory;

    @Test
    void generatedModulesLeaveTheSameInMemory() throws IOException, InterruptedException {
        new NodeComparison(
                        seed -> new ExceptionGenerator(seed).module(),
                        ExceptionGenerator.FUNCTIONS,
                        ExceptionGenerator.SEEN)
                .compare(MODULES, directory);
    }
}
