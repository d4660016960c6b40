package dev.hostcall.compiler.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hostcall.compiler.CompilerException;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.WasmCompiler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where objects lie for users of all kinds, in processes that run as them. */
class CacheDirectoryTest {
    private static final String NOBODY = "54321"; // has no entry in passwd

    @TempDir
    Path directory;

    @Test
    void aUserWithoutANameOrAHomeHasACacheInTheTemporaryDirectory() throws Exception {
        Path temporary = open("tmp");
        String object = compileAs(NOBODY, Map.of("HOME", "/"), "-Djava.io.tmpdir=" + temporary);
        assertThat(object).startsWith(temporary + "/hostcall-" + NOBODY + "/").endsWith(".so");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(temporary.resolve("hostcall-" + NOBODY))))
                .isEqualTo("rwx------");
        assertThat(workingDirectory()).isEmpty();
    }

    @Test
    void aUserWithoutANameTakesTheDirectoryThatIsChosen() throws Exception {
        Path chosen = open("chosen").resolve("cache");
        assertThat(compileAs(NOBODY, Map.of("HOME", "/"), "-Dhostcall.cache=" + chosen))
                .startsWith(chosen + "/");
        assertThat(workingDirectory()).isEmpty();
    }

    @Test
    void aHomeThatCannotBeWrittenToIsPassedOver() throws Exception {
        Path temporary = open("tmp");
        Path home = Files.createDirectory(directory.resolve("home"));
        assertThat(compileAs(NOBODY, Map.of(), "-Duser.home=" + home, "-Djava.io.tmpdir=" + temporary))
                .startsWith(temporary + "/hostcall-" + NOBODY + "/");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void aCacheThatRootFilledIsReadByOthers() throws Exception {
        Path warm = Files.createDirectory(directory.resolve("warm"), permissions("rwxr-xr-x"));
        Files.setPosixFilePermissions(warm, PosixFilePermissions.fromString("rwx------"));
        String made = compileAs("0", Map.of(), "-Dhostcall.cache=" + warm);
        Files.setPosixFilePermissions(warm, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path temporary = open("tmp");
        String found = compileAs(NOBODY, Map.of(), "-Dhostcall.cache=" + warm, "-Djava.io.tmpdir=" + temporary);
        assertThat(found).isEqualTo(made);
    }

    @Test
    void aCacheThatOthersCanWriteToIsRefusedAndTheirsToo() throws Exception {
        Path shared = open("shared");
        assertThat(compileAs(NOBODY, Map.of(), "-Dhostcall.cache=" + shared))
                .contains("must belong to this user alone", "hostcall.cache");
    }

    @Test
    void whereNothingCanBeWrittenTheMessageNamesTheProperty() throws Exception {
        Path closed = Files.createDirectory(directory.resolve("closed"));
        assertThat(compileAs(NOBODY, Map.of(), "-Duser.home=" + closed, "-Djava.io.tmpdir=" + closed))
                .contains("there is no directory for compiled objects; name one in the system property hostcall.cache");
    }

    @Test
    void aNameThatThisJavaCannotWriteIsAClearError() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder =
                new ProcessBuilder(java, "-cp", classPath(), Main.class.getName(), directory.toString());
        builder.environment().put("LC_ALL", "C");
        String answer = answer(builder);
        assertThat(answer).contains("cannot be the cache").contains("LC_ALL=C.UTF-8");
    }

    private static FileAttribute<?> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }

    /** A directory that anybody can write to, as /tmp is. */
    private Path open(String name) throws IOException {
        Path made = Files.createDirectory(directory.resolve(name));
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxrwxrwx"));
        return made;
    }

    private List<Path> workingDirectory() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("work"))) {
            return files.toList();
        }
    }

    /** What {@link Main} prints in a process of this user. */
    private String compileAs(String user, Map<String, String> environment, String... flags) throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/setpriv"))
                        && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
                "other users need root and setpriv");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path work = directory.resolve("work");
        if (!Files.exists(work)) {
            Files.createDirectory(work);
            Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        List<String> words = new ArrayList<>(List.of(
                "/usr/bin/setpriv",
                "--reuid=" + user,
                "--regid=" + user,
                "--clear-groups",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1"));
        words.addAll(List.of(flags));
        words.addAll(List.of("-cp", readableClassPath(), Main.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(words).directory(work.toFile());
        builder.environment().remove("XDG_CACHE_HOME");
        builder.environment().putAll(environment);
        return answer(builder);
    }

    private static String answer(ProcessBuilder builder) throws Exception {
        Process process = builder.redirectErrorStream(true).start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        return answer;
    }

    /** Copies: the build's own directories need not be readable to other users. */
    private String readableClassPath() throws IOException {
        Path copies = directory.resolve("classes");
        StringBuilder path = new StringBuilder();
        int number = 0;
        for (String entry : classPath().split(":", -1)) {
            Path from = Path.of(entry);
            Path to = copies.resolve(number++ + "-" + from.getFileName());
            path.append(path.isEmpty() ? "" : ":").append(to);
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file : files.toList()) {
                    Path copy = to.resolve(from.relativize(file).toString());
                    if (!Files.exists(copy) && !Files.isDirectory(file)) {
                        Files.createDirectories(copy.getParent());
                        Files.copy(file, from.equals(file) ? to : copy);
                    }
                }
            }
        }
        try (Stream<Path> files = Files.walk(copies)) {
            for (Path file : files.toList()) {
                Files.setPosixFilePermissions(
                        file, PosixFilePermissions.fromString(Files.isDirectory(file) ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
        return path.toString();
    }

    private static String classPath() {
        return CompileOnce.classPath();
    }

    /** Compiles a module of eight bytes, and prints where it lies or why not. */
    static final class Main {
        private Main() {}

        /**
         * Compiles.
         *
         * @param arguments a directory, if the cache shall have a name in it that is not ASCII
         */
        public static void main(String[] arguments) {
            if (arguments.length > 0) {
                System.setProperty("hostcall.cache", arguments[0] + "/\u00e4");
            }
            try {
                System.out.println(WasmCompiler.compile(
                        new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0},
                        CompilerOptions.defaults().withOptimization(0)));
            } catch (CompilerException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
