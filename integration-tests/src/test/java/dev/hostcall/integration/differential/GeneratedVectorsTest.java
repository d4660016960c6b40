package dev.hostcall.integration.differential;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Generated modules that compute with vectors leave the same in memory here and in Node.js. How many is {@code
 * -Dhostcall.differential.vectors}, from the seed {@code -Dhostcall.differential.seed} on.
 */
class GeneratedVectorsTest {
    private static final long MODULES = Long.getLong("hostcall.differential.vectors", 8);
    private static final int SEEN = VectorGenerator.RESULTS + 16 * VectorGenerator.FUNCTIONS;

    @TempDir
    private Path directory;

    @Test
    void generatedModulesLeaveTheSameInMemory() throws IOException, InterruptedException {
        new NodeComparison(seed -> new VectorGenerator(seed).module(), VectorGenerator.FUNCTIONS, SEEN)
                .compare(MODULES, directory);
    }
}
