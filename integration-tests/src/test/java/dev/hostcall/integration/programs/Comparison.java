package dev.hostcall.integration.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.guests.NpmPackage;
import dev.hostcall.guests.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Does the same with a program here and in Node.js.
 *
 * @param scratch a folder for what the program leaves
 */
record Comparison(Path scratch) {
    /** What is done with a program. */
    interface Use<T> {
        T of(Machine machine) throws IOException;
    }

    /**
     * Compares what comes of it, of a type whose values are equal if they are the same; skips the test where the program or Node.js cannot
     * be had.
     *
     * @return it
     */
    <T> T of(Program program, Use<T> use) throws IOException {
        requireAll(program);
        try (HostcallMachine ours = new HostcallMachine(program, scratch);
                NodeMachine node = new NodeMachine(program, ours.module(), scratch)) {
            T here = use.of(ours);
            assertThat(here).isEqualTo(use.of(node));
            return here;
        }
    }

    /** For a program that ends, and is to be tried once more: another of them. */
    Comparison again(String name) throws IOException {
        return new Comparison(Files.createDirectory(scratch.resolve(name)));
    }

    /** Skips the test where the program or Node.js cannot be had. */
    void requireAll(Program program) throws IOException {
        try {
            Tool.find("node", "nodejs");
            program.file();
        } catch (NpmPackage.RefusedException e) {
            throw e;
        } catch (IOException e) {
            System.err.println("Not tried: " + program.source() + ": " + e.getMessage());
            Assumptions.abort(program.source() + " cannot be had here");
        }
    }
}
