package dev.hostcall.compiler.build;

import dev.hostcall.compiler.CompilerException;
import dev.hostcall.compiler.CompilerException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** A run of the C compiler, without a shell. An interrupt of its thread or the deadline ends it and its children. */
final class CProcess {
    /** Set by users, and read by C compilers in addition to their arguments. */
    private static final List<String> VARIABLES = List.of(
            "CCC_OVERRIDE_OPTIONS",
            "CPATH",
            "C_INCLUDE_PATH",
            "DEPENDENCIES_OUTPUT",
            "SUNPRO_DEPENDENCIES",
            "LD_RUN_PATH");

    private static final int ROUNDS = 100;

    private CProcess() {}

    /**
     * What it prints.
     *
     * @throws CompilerException if it cannot be run, fails, or is ended
     */
    static String run(List<String> words, Path directory, Deadline deadline) {
        return run(new ProcessBuilder(words).directory(directory.toFile()), deadline);
    }

    /** The same, with a directory for what the C compiler writes for itself. */
    static String run(List<String> words, Path directory, Path temporary, Deadline deadline) {
        ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
        builder.environment().put("TMPDIR", temporary.toAbsolutePath().toString());
        return run(builder, deadline);
    }

    private static String run(ProcessBuilder builder, Deadline deadline) {
        List<String> words = builder.command();
        builder.redirectErrorStream(true);
        builder.environment().keySet().removeAll(VARIABLES);
        builder.environment().put("LC_ALL", "C");
        Process process;
        try {
            process = builder.start();
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new CompilerException(
                    Reason.C_COMPILER,
                    "cannot run the C compiler \"" + words.get(0)
                            + "\": install one (gcc or clang) as cc, or name one in the environment variable CC",
                    e);
        }
        CompletableFuture<String> output = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(process.getInputStream(), output), "hostcall C compiler's output");
        reader.setDaemon(true);
        reader.start();
        try {
            if (!deadline.await(process)) {
                throw deadline.exceeded();
            }
            return check(words, process.exitValue(), output.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        } catch (ExecutionException e) {
            throw new CompilerException(
                    Reason.C_COMPILER, "cannot read what the C compiler prints: " + e.getCause(), e);
        } finally {
            end(process);
        }
    }

    static CompilerException interrupted() {
        return new CompilerException(Reason.INTERRUPTED, "interrupted while the C compiler ran");
    }

    private static String check(List<String> words, int status, String output) {
        if (status != 0) {
            throw new CompilerException(
                    Reason.C_COMPILER,
                    "the C compiler \"" + words.get(0) + "\" failed with status " + status + ":\n" + output);
        }
        return output;
    }

    private static void read(InputStream in, CompletableFuture<String> output) {
        try (in) {
            output.complete(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            output.completeExceptionally(e);
        }
    }

    /**
     * Kills the children before their parent, as the children of a dead parent cannot be found; more than once, as the parent
     * may start another one meanwhile. A compiler driver whose child was killed ends by itself.
     */
    private static void end(Process process) {
        boolean interrupted = Thread.interrupted();
        try {
            for (int round = 0; process.isAlive() && round < ROUNDS; round++) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                interrupted |= waitBriefly(process);
                if (round >= ROUNDS / 10 && process.descendants().findAny().isEmpty()) {
                    process.destroyForcibly(); // it does not end by itself
                }
            }
            process.destroyForcibly();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean waitBriefly(Process process) {
        try {
            process.waitFor(10, TimeUnit.MILLISECONDS);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }
}
