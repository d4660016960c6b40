package dev.hostcall.compiler;

import dev.hostcall.compiler.CompilerException.Reason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The system's C compiler, found through the environment variable {@code CC}, then as {@code cc}. It is run without a
 * shell. Thread-safe.
 */
final class CCompiler {
    /** Programs asked once for their version. */
    private static final Map<List<String>, CCompiler> KNOWN = new ConcurrentHashMap<>();

    /** What both GCC and Clang take. docs/decisions/0012-c-compiler-options.md gives the reason for each. */
    private static final List<String> COMMON = List.of(
            "-std=gnu11",
            "-w",
            "-fPIC",
            "-fvisibility=hidden",
            "-fno-strict-aliasing",
            "-fwrapv",
            "-fno-delete-null-pointer-checks",
            "-fno-finite-loops",
            "-fno-optimize-sibling-calls",
            "-ffp-contract=off",
            "-fno-math-errno",
            "-fno-omit-frame-pointer",
            "-fno-stack-protector",
            "-fno-asynchronous-unwind-tables",
            "-fstack-usage",
            "-U_FORTIFY_SOURCE");

    private static final List<String> GCC_ONLY = List.of(
            "-fsignaling-nans",
            "-fno-shrink-wrap",
            "-fno-ipa-icf",
            "-fno-ipa-pure-const",
            "-fno-ipa-modref",
            "-fno-partial-inlining",
            "-fno-reorder-blocks-and-partition",
            "-falign-loops=32",
            "-falign-jumps=32",
            "--param=case-values-threshold=17");

    private static final List<String> X86_64 = List.of("-mno-avx", "-msse4.2", "-mpopcnt", "-fcf-protection=none");

    /** Signed return addresses would be no addresses to whoever reads a backtrace. */
    private static final List<String> AARCH64 = List.of("-mbranch-protection=none");

    private static final List<String> LINK = List.of(
            "-shared", "-nostartfiles", "-Wl,-z,now", "-Wl,-z,noexecstack", "-Wl,--build-id=none", "-Wl,--as-needed");

    private final List<String> command;
    private final String version;

    private CCompiler(List<String> command, String version) {
        this.command = command;
        this.version = version;
    }

    /**
     * The compiler this process shall use.
     *
     * @throws CompilerException if there is none
     */
    static CCompiler find() {
        String chosen = System.getenv("CC");
        return find(
                chosen == null || chosen.isBlank()
                        ? List.of("cc")
                        : List.of(chosen.strip().split("\\s+")));
    }

    static CCompiler find(List<String> command) {
        return KNOWN.computeIfAbsent(command, key -> new CCompiler(key, askVersion(key)));
    }

    private static String askVersion(List<String> command) {
        List<String> words = new ArrayList<>(command);
        words.add("--version");
        return run(words, Path.of("."));
    }

    /** What tells this compiler from others that would produce other objects. */
    String identity() {
        return String.join(" ", command) + "\n" + version + System.getProperty("os.arch");
    }

    /** The command that makes an object of one file with GCC, and refuses it if a function's frame is larger. */
    static List<String> commandOf(String source, String library, int optimization, int largestFrame) {
        List<String> words = new ArrayList<>(List.of("gcc"));
        words.addAll(options(optimization, true));
        words.removeAll(List.of("-w", "-fstack-usage"));
        words.add("-Werror=frame-larger-than=" + largestFrame);
        words.addAll(LINK);
        words.addAll(List.of(source, "-o", library, "-lm"));
        return words;
    }

    private static List<String> options(int optimization, boolean gcc) {
        List<String> words = new ArrayList<>(List.of("-O" + optimization));
        words.addAll(COMMON);
        if (gcc) {
            words.addAll(GCC_ONLY);
        }
        words.addAll(System.getProperty("os.arch").equals("amd64") ? X86_64 : AARCH64);
        return words;
    }

    /** Whether it is Clang, which takes fewer options and keeps the budget in memory. */
    boolean isClang() {
        return version.toLowerCase(Locale.ROOT).contains("clang");
    }

    /** Compiles one unit in the directory. */
    void compile(Path directory, String source, String object, int optimization) {
        List<String> words = new ArrayList<>(command);
        words.addAll(options(optimization, !isClang()));
        words.addAll(List.of("-I.", "-c", source, "-o", object));
        run(words, directory);
    }

    /** Links objects in the directory. */
    void link(Path directory, List<String> objects, String library) {
        List<String> words = new ArrayList<>(command);
        words.addAll(LINK);
        words.addAll(objects);
        words.addAll(List.of("-o", library, "-lm"));
        run(words, directory);
    }

    private static String run(List<String> words, Path directory) {
        try {
            Process process = new ProcessBuilder(words)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            try {
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                int status = process.waitFor();
                if (status != 0) {
                    throw new CompilerException(
                            Reason.C_COMPILER,
                            "the C compiler \"" + words.get(0) + "\" failed with status " + status + ":\n" + output);
                }
                return output;
            } finally {
                process.destroyForcibly().waitFor(1, TimeUnit.SECONDS);
            }
        } catch (InterruptedException | InterruptedIOException e) {
            Thread.currentThread().interrupt();
            throw new CompilerException(Reason.C_COMPILER, "interrupted while the C compiler ran", e);
        } catch (IOException e) {
            throw new CompilerException(
                    Reason.C_COMPILER,
                    "cannot run the C compiler \"" + words.get(0)
                            + "\": install one (gcc or clang) as cc, or name one in the environment variable CC",
                    e);
        }
    }
}
