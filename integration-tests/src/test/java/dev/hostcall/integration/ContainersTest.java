package dev.hostcall.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import dev.hostcall.abi.GuestAbi;
import dev.hostcall.runtime.GuestModule;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where little can be written and less be executed, as in docs/containers.md. Each program is a JVM of its own. */
final class ContainersTest {
    private static final String ENGINE = "libhostcall.so";

    private Path root = Path.of("");
    private Path guest = Path.of("");
    private Path place = Path.of("");
    private String classPath = "";

    /** What the program needs, where any user can read it. */
    @BeforeEach
    void prepare() throws IOException {
        root = Files.createTempDirectory("hostcall-containers");
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        guest = Files.copy(ClassLoadersTest.IMAGE, root.resolve("guest.so"));
        place = Files.createDirectory(root.resolve("place"));
        List<String> entries = new ArrayList<>();
        for (Class<?> type :
                List.of(GuestModule.class, GuestAbi.class, Native.class, org.jspecify.annotations.Nullable.class)) {
            entries.add(copy(origin(type)).toString());
        }
        String program = Contained.class.getName().replace('.', '/') + ".class";
        Path copied = root.resolve("program").resolve(program);
        Files.createDirectories(copied.getParent());
        Files.copy(origin(Contained.class).resolve(program), copied);
        entries.add(root.resolve("program").toString());
        classPath = String.join(File.pathSeparator, entries);
        assertThat(new ProcessBuilder("chmod", "-R", "a+rX", root.toString()).start())
                .satisfies(process -> assertThat(process.waitFor()).isZero());
    }

    private static Path origin(Class<?> type) {
        return Path.of(Objects.requireNonNull(type.getProtectionDomain().getCodeSource())
                .getLocation()
                .getPath());
    }

    private Path copy(Path from) throws IOException {
        Path to = root.resolve("entry-" + from.toString().hashCode() + "-" + from.getFileName());
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        return to;
    }

    @AfterEach
    void removeAll() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private ChildJvm program() {
        return new ChildJvm().withClassPath(classPath);
    }

    /** In a namespace of its own, after some preparation; a mount needs the right to. */
    private ChildJvm programAfter(String preparation) throws Exception {
        Process allowed =
                new ProcessBuilder("unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", place.toString()).start();
        assumeTrue(allowed.waitFor() == 0, "mounting needs privileges that this user has not");
        return program().by("unshare", "-m", "sh", "-c", preparation + " && exec \"$@\"", "sh");
    }

    private static String noexec(String directory) {
        return "mount --bind %1$s %1$s && mount -o remount,bind,noexec %1$s".formatted(directory);
    }

    private void assertAnswers(ChildJvm program) throws Exception {
        assertAnswers(program, guest);
    }

    private void assertAnswers(ChildJvm program, Path object) throws Exception {
        ChildJvm.Result result = program.run(Contained.class, object.toString());
        assertThat(result.output()).isEqualTo("answer: 42\n");
    }

    private void assertSays(ChildJvm program, String... words) throws Exception {
        ChildJvm.Result result = program.run(Contained.class, guest.toString());
        assertThat(result.output()).contains(words);
        assertThat(result.output().lines()).hasSize(1);
    }

    private void assertNothingLeft() throws IOException {
        try (Stream<Path> left = Files.list(place)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aGuestOnAMountThatIsNotExecutableLoads() throws Exception {
        String file = place.resolve("guest.so").toString();
        assertAnswers(
                programAfter("mount -t tmpfs -o noexec tmpfs " + place + " && cp " + guest + " " + file),
                Path.of(file));
    }

    @Test
    void neitherHomeNorTheTemporaryDirectoryNeedsToBeExecutable() throws Exception {
        assertAnswers(programAfter("mount -t tmpfs -o noexec tmpfs " + place)
                .with("-Duser.home=" + place, "-Djava.io.tmpdir=" + place)
                .withEnvironment("XDG_CACHE_HOME", ""));
    }

    @Test
    void whereNoDirectoryIsExecutableThePropertyToSetIsNamed() throws Exception {
        String all = Stream.of("/tmp", "/dev/shm", "/var/tmp", System.getProperty("user.dir"))
                .map(ContainersTest::noexec)
                .reduce("true", (before, next) -> before + " && " + next);
        String[] options = {
            "-Duser.home=" + place, "-Djava.io.tmpdir=" + place,
        };
        String nowhere = "mount -t tmpfs -o noexec tmpfs " + place;
        assertSays(
                programAfter(all + " && " + nowhere).with(options).withEnvironment("XDG_CACHE_HOME", ""),
                "UnsatisfiedLinkError: Hostcall's native engine",
                "set -Djna.tmpdir to a directory that is writable and not mounted noexec");
        String executable = "mkdir " + place + "/yes && mount -t tmpfs tmpfs " + place + "/yes";
        assertAnswers(programAfter(all + " && " + nowhere + " && " + executable)
                .with(options)
                .with("-Djna.tmpdir=" + place.resolve("yes")));
    }

    @Test
    void aHomeThatIsReadOnlyWillDo() throws Exception {
        assertAnswers(programAfter("mount -t tmpfs -o ro tmpfs " + place)
                .with("-Duser.home=" + place)
                .withEnvironment("XDG_CACHE_HOME", ""));
    }

    @Test
    void aUserWhomNobodyKnowsLeavesNothingBehind() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "becoming another user needs privileges");
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertAnswers(program()
                .by("setpriv", "--reuid=12345", "--regid=12345", "--clear-groups")
                .by("env", "-u", "XDG_CACHE_HOME", "-C", place.toString(), "HOME=/")
                .with("-Djava.io.tmpdir=" + place));
        assertNothingLeft();
    }

    @Test
    void nothingIsUnpackedButJnasLibraryAndThatNotForLong() throws Exception {
        assertAnswers(program().with("-Djava.io.tmpdir=" + place, "-Djna.tmpdir=" + place));
        assertNothingLeft();
    }

    @Test
    void jnaMayBeForbiddenToUnpack() throws Exception {
        Path library = place.resolve("libjnidispatch.so");
        try (InputStream in = Native.class.getResourceAsStream(Platform.RESOURCE_PREFIX + "/libjnidispatch.so")) {
            Files.copy(Objects.requireNonNull(in), library);
        }
        assertAnswers(program().with("-Djna.nounpack=true", "-Djna.boot.library.path=" + place));
        assertSays(program().with("-Djna.nounpack=true"), "JNA's native library cannot be loaded", "-Djna.tmpdir");
    }

    @Test
    void theEngineIsTakenFromADirectoryThatIsNamed() throws Exception {
        ChildJvm withDirectory = program().with("-Dhostcall.engine.path=" + place);
        assertSays(withDirectory, place.resolve(ENGINE).toString());
        Path engine = place.resolve(ENGINE);
        Files.writeString(engine, "no library");
        assertSays(withDirectory, ENGINE, "not Hostcall's");
        try (InputStream in = GuestModule.class.getResourceAsStream("/" + Platform.RESOURCE_PREFIX + "/" + ENGINE)) {
            Files.write(engine, Objects.requireNonNull(in).readAllBytes());
        }
        assertAnswers(withDirectory);
    }

    @Test
    void whereFilesInMemoryAreRefusedATemporaryOneIsTakenForAMoment() throws Exception {
        String refuse = "exec unshare -p -f --mount-proc sh -c 'echo 2 > /proc/sys/vm/memfd_noexec && exec \"$@\"' sh";
        Process possible = new ProcessBuilder("unshare", "-m", "sh", "-c", refuse + " true").start();
        assumeTrue(possible.waitFor() == 0, "this kernel or this user cannot refuse files in memory");
        ChildJvm refused = program()
                .by("unshare", "-m", "sh", "-c", refuse + " \"$@\"", "sh")
                .with("-Djava.io.tmpdir=" + place);
        assertAnswers(refused);
        assertNothingLeft();
    }
}
