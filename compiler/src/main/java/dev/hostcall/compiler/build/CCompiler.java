package dev.hostcall.compiler.build;

import dev.hostcall.compiler.CompilerException;
import dev.hostcall.compiler.CompilerException.Reason;
import dev.hostcall.compiler.Target;
import dev.hostcall.compiler.emit.Translation.Effort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

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
            "-ftrack-macro-expansion=0", // where a macro was used is said in no message
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

    /**
     * Has Clang not take an operator for its operand, as for {@code x * 1}, which makes a quiet NaN of a signaling one. Not every Clang
     * heeds it for every machine.
     */
    private static final String KEEPING_NANS = "-ffp-exception-behavior=maytrap";

    /** Their time and memory grow with the square of the number of conditions. docs/decisions/0031-many-conditions.md. */
    private static final List<String> WITHOUT_SLOW_PASSES =
            List.of("-fno-thread-jumps", "-fno-tree-dominator-opts", "-fno-gcse");

    private static final List<String> LINK = List.of(
            "-shared", "-nostartfiles", "-Wl,-z,now", "-Wl,-z,noexecstack", "-Wl,--build-id=none", "-Wl,--as-needed");

    private static final String CLANG = "clang";

    /** What the C calls of a C library has been loaded by the JVM. */
    private static final String WITHOUT_LIBRARY = "-nostdlib";

    private final List<String> command;
    private final Target target;
    private final String version;
    private final String path;

    /** Asked for by the first unit that is not of level 0. */
    private @Nullable Boolean keepsNans;

    private CCompiler(List<String> command, Target target) {
        this.command = command;
        this.target = target;
        Deadline none = Deadline.after(Optional.empty());
        version = CProcess.run(with(command, "--version"), Path.of("."), none);
        String machine =
                CProcess.run(with(command, "-dumpmachine"), Path.of("."), none).strip();
        if (!machine.matches("\\w+(-\\w+)+")) {
            throw new CompilerException(
                    Reason.C_COMPILER,
                    "\"" + this + "\" is not a C compiler: asked for its machine (-dumpmachine), it says \"" + machine
                            + "\"");
        }
        if (!machine.startsWith(Architecture.of(target).machine() + "-")) {
            throw new CompilerException(
                    Reason.C_COMPILER,
                    "the C compiler \"" + this + "\" compiles for " + machine + ", but the target is " + target
                            + "; choose the target, or another compiler in CC");
        }
        path = resolved(command.get(0));
    }

    private static List<String> with(List<String> command, String... words) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(words));
        return all;
    }

    /**
     * The compiler that this process uses for a target.
     *
     * @throws CompilerException if there is none
     */
    static CCompiler find(Target target) {
        String chosen = System.getenv("CC");
        if (chosen != null && !chosen.isBlank()) {
            return find(List.of(chosen.strip().split("\\s+")), target);
        }
        return target == Target.ofThisMachine() ? find(List.of("cc"), target) : findCross(target);
    }

    private static CCompiler findCross(Target target) {
        String gcc = Architecture.of(target).triple() + "-gcc";
        if (isInstalled(gcc) && hasLibrary(gcc)) {
            return find(List.of(gcc), target);
        }
        if (isInstalled(CLANG) && isInstalled("ld.lld")) {
            return clang(CLANG, target);
        }
        throw new CompilerException(
                Reason.C_COMPILER,
                "no C compiler for " + target + " was found: install " + gcc
                        + " with a C library, or clang and lld, or name one in the environment variable CC");
    }

    /** Clang for any target: it is given nothing of a C library's, which it would find for its own machine only. */
    static CCompiler clang(String program, Target target) {
        String triple = Architecture.of(target).triple();
        return find(List.of(program, "--target=" + triple, "-fuse-ld=lld", "-nostdlibinc", WITHOUT_LIBRARY), target);
    }

    /** Whether it finds the headers of a C library for its target. */
    private static boolean hasLibrary(String gcc) {
        return takes(List.of(gcc, "-include", "string.h"), Deadline.after(Optional.empty()));
    }

    /** Whether a command compiles a file with nothing in it. */
    private static boolean takes(List<String> command, Deadline deadline) {
        try {
            CProcess.run(with(command, "-fsyntax-only", "-x", "c", "/dev/null"), Path.of("."), deadline);
            return true;
        } catch (CompilerException refusal) {
            if (refusal.reason() != Reason.C_COMPILER) {
                throw refusal;
            }
            return false;
        }
    }

    /** That of a command, for this machine. */
    static CCompiler find(List<String> command) {
        return find(command, Target.ofThisMachine());
    }

    static CCompiler find(List<String> command, Target target) {
        CFlags.check(command);
        List<String> key = with(command, target.toString());
        CCompiler known = KNOWN.get(key);
        if (known == null) {
            known = new CCompiler(command, target);
            KNOWN.put(key, known);
        }
        return known;
    }

    private static boolean isInstalled(String program) {
        return !resolved(program).equals(program);
    }

    /** The file a program is, links followed; its name if that cannot be told. */
    private static String resolved(String program) {
        String directories = program.contains("/") ? "." : Objects.requireNonNullElse(System.getenv("PATH"), "");
        for (String directory : directories.split(":", -1)) {
            try {
                Path file = Path.of(directory).resolve(program);
                if (Files.isExecutable(file) && Files.isRegularFile(file)) {
                    return file.toRealPath().toString();
                }
            } catch (IOException | InvalidPathException unusable) {
                // Another directory may have it.
            }
        }
        return program;
    }

    /** What distinguishes this compiler from others that would produce different objects. */
    String identity() {
        return this + "\n" + path + "\n" + version + target;
    }

    Target target() {
        return target;
    }

    /** The command, and the first line of what it says of itself. */
    String description() {
        return this + ": " + version.lines().findFirst().orElse("").strip();
    }

    /** The words of the command. */
    @Override
    public String toString() {
        return String.join(" ", command);
    }

    /** The command that makes an object of one file with GCC, and refuses it if a function's frame is larger. */
    static String command(String source, String library, int optimization, Target target) {
        boolean cross = target != Target.ofThisMachine();
        List<String> words =
                new ArrayList<>(List.of(cross ? Architecture.of(target).triple() + "-gcc" : "gcc"));
        words.addAll(options(optimization, GCC_ONLY, target));
        words.removeAll(List.of("-w", "-fstack-usage"));
        words.add("-Werror=frame-larger-than=" + ObjectBuilder.LARGE_FRAME);
        words.addAll(LINK);
        words.addAll(List.of(source, "-o", library, "-lm"));
        return String.join(" ", words);
    }

    /** All options; {@code others} are those that only this kind of C compiler knows. */
    private static List<String> options(int optimization, List<String> others, Target target) {
        List<String> words = new ArrayList<>(List.of("-O" + optimization));
        words.addAll(COMMON);
        words.addAll(others);
        words.addAll(Architecture.of(target).options());
        return words;
    }

    /** Whether it is Clang, which takes fewer options and keeps the budget in memory. */
    boolean isClang() {
        return version.toLowerCase(Locale.ROOT).contains("clang");
    }

    /**
     * Compiles one unit {@code unit.c} in the directory.
     *
     * @return the frames of its functions in bytes, by their names in C
     */
    Map<String, Integer> compile(Path directory, String unit, Effort effort, int optimization, Deadline deadline)
            throws IOException {
        List<String> words = new ArrayList<>(command);
        int level = level(effort, optimization);
        if (level > 0 && !keepsNans(deadline)) {
            level = 0;
        }
        words.addAll(options(level, isClang() ? List.of(KEEPING_NANS) : GCC_ONLY, target));
        if (!isClang() && (effort == Effort.WITHOUT_SLOW_PASSES || effort == Effort.LITTLE)) {
            words.addAll(WITHOUT_SLOW_PASSES);
        }
        words.addAll(List.of("-I.", "-c", unit + ".c", "-o", unit + ".o"));
        Path report = directory.resolve(unit + ".su");
        Files.deleteIfExists(report); // of an earlier text of the unit
        Path temporary = Files.createDirectories(directory.resolve(unit + UnitOutput.TEMPORARY));
        CProcess.run(words, directory, temporary, deadline);
        return ObjectCheck.frames(toString(), directory.resolve(unit + ".o"), report, target);
    }

    /** Whether signaling NaNs become quiet where they should, above level 0. */
    private synchronized boolean keepsNans(Deadline deadline) {
        Boolean known = keepsNans;
        if (known == null) {
            known = !isClang()
                    || takes(with(command, KEEPING_NANS, "-Werror=unsupported-floating-point-opt"), deadline);
            keepsNans = known;
        }
        return known;
    }

    private static int level(Effort effort, int optimization) {
        return switch (effort) {
            case FULL, WITHOUT_SLOW_PASSES -> optimization;
            case LITTLE -> Math.min(1, optimization);
            case LEAST -> 0;
        };
    }

    /** Links objects in the directory. */
    void link(Path directory, List<String> objects, String library, Deadline deadline) {
        List<String> words = new ArrayList<>(command);
        words.addAll(LINK);
        words.addAll(objects);
        words.addAll(List.of("-o", library));
        if (!command.contains(WITHOUT_LIBRARY)) {
            words.add("-lm");
        }
        CProcess.run(words, directory, deadline);
        if (!Files.isRegularFile(directory.resolve(library))) {
            throw new CompilerException(
                    Reason.C_COMPILER, "the C compiler \"" + this + "\" reported success but linked nothing");
        }
    }
}
