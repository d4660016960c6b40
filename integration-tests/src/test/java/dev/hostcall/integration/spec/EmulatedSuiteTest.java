package dev.hostcall.integration.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.hostcall.abi.GuestTrap;
import dev.hostcall.abi.SignatureText;
import dev.hostcall.abi.WasmType;
import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.Target;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.guests.Tool;
import dev.hostcall.runtime.V128;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The assertions of files of the suite of WebAssembly 3.0 hold on AArch64 too, which is emulated: those of modules that import
 * nothing, played by {@code player.c}. Files are chosen with {@code -Dhostcall.emulated.files}, a pattern of their names, the C
 * compiler's level and the bounds with {@code -Dhostcall.emulated.optimization} and {@code -Dhostcall.emulated.bounds}, and a
 * Clang with {@code -Dhostcall.emulated.clang}.
 */
class EmulatedSuiteTest {
    private static final Pattern FILES = Pattern.compile(
            System.getProperty(
                    "hostcall.emulated.files",
                    "simd_(load_extend|i16x8_q15mulr_sat_s|boolean|conversions|store8_lane)|legacy-(rethrow|try_delegate)|throw_ref"));
    private static final String GCC = "aarch64-linux-gnu-gcc";
    private static final String EMULATOR = "qemu-aarch64";

    /** Of these the objects are made by Clang, too, which needs no C library for the machine. */
    private static final Pattern FILES_FOR_CLANG =
            Pattern.compile(System.getProperty("hostcall.emulated.files", "simd_boolean|legacy-rethrow|throw_ref"));

    private static final String CLANG = System.getProperty("hostcall.emulated.clang", "clang");

    private static final CompilerOptions OPTIONS = CompilerOptions.defaults()
            .withTarget(Target.LINUX_AARCH64)
            .withBounds(BoundsMode.valueOf(System.getProperty("hostcall.emulated.bounds", "EXPLICIT")))
            .withOptimization(Integer.getInteger("hostcall.emulated.optimization", 1));

    @TempDir
    private Path directory;

    @Test
    void whatTheSuiteAssertsHoldsOnAnEmulatedMachine() throws IOException, InterruptedException {
        play(FILES, OPTIONS);
    }

    @Test
    void soItDoesWhereClangHasMadeTheObjects() throws IOException, InterruptedException {
        assumeTrue(
                Tool.isInstalled(CLANG) && (CLANG.contains("/") || Tool.isInstalled("ld.lld")),
                "this needs clang and lld");
        play(FILES_FOR_CLANG, OPTIONS.withClang(Path.of(CLANG)));
    }

    private void play(Pattern files, CompilerOptions options) throws IOException, InterruptedException {
        assumeTrue(Tool.isInstalled(GCC) && Tool.isInstalled(EMULATOR), "this needs " + GCC + " and " + EMULATOR);
        SpecArchive archive = SpecArchive.findOfVersion3().orElse(null);
        assumeTrue(archive != null, "the suite is not here; name its archive with -Dhostcall.spec.3=FILE");
        Path player = player();
        int held = 0;
        for (String name : archive.names().stream()
                .filter(file -> files.matcher(file).matches())
                .toList()) {
            List<JsonObject> commands = commands(archive, name);
            compile(archive, name, commands, options);
            List<String> answers = play(player, commands);
            assertThat(answers).as("answers to the commands of %s", name).hasSameSizeAs(commands);
            held += check(name, commands, answers);
        }
        System.out.printf("emulated suite: %d assertions hold%n", held);
        assertThat(held).isPositive();
    }

    private Path player() throws IOException, InterruptedException {
        Path player = directory.resolve("player");
        Path java = Path.of(System.getProperty("java.home"), "include");
        Path engine = Path.of("../runtime/src/main/native");
        List<String> words = new ArrayList<>(List.of(GCC, "-std=gnu11", "-O1", "-fno-omit-frame-pointer"));
        for (Path include : List.of(engine, Path.of("../abi/src/main/native"), java, java.resolve("linux"))) {
            words.add("-I" + include);
        }
        words.add("src/test/resources/dev/hostcall/integration/spec/player.c");
        for (String source : List.of("engine.c", "faults.c", "memory.c", "start_aarch64.S")) {
            words.add(engine.resolve(source).toString());
        }
        words.addAll(List.of("-rdynamic", "-o", player.toString(), "-lm", "-ldl"));
        run(words, "");
        return player;
    }

    /** The commands that concern modules of the file, in order. */
    private static List<JsonObject> commands(SpecArchive archive, String name) {
        List<JsonObject> commands = new ArrayList<>();
        for (JsonElement element : archive.commands(name)) {
            JsonObject command = element.getAsJsonObject();
            switch (command.get("type").getAsString()) {
                case "module" -> commands.add(command);
                case "assert_return", "assert_trap", "assert_exception" -> {
                    JsonObject action = command.getAsJsonObject("action");
                    if (action.get("type").getAsString().equals("invoke") && !action.has("module")) {
                        commands.add(command);
                    }
                }
                default -> {} // of modules that are not run
            }
        }
        return commands;
    }

    private static boolean isModule(JsonObject command) {
        return command.get("type").getAsString().equals("module");
    }

    private Path object(JsonObject module) {
        return directory.resolve(module.get("filename").getAsString().replace(".wasm", ".so"));
    }

    private void compile(SpecArchive archive, String name, List<JsonObject> commands, CompilerOptions options) {
        commands.parallelStream()
                .filter(EmulatedSuiteTest::isModule)
                .forEach(module -> WasmCompiler.compile(
                        archive.bytes(name, module.get("filename").getAsString()), options, object(module)));
    }

    private List<String> play(Path player, List<JsonObject> commands) throws IOException, InterruptedException {
        StringBuilder lines = new StringBuilder();
        for (JsonObject command : commands) {
            lines.append(isModule(command) ? "load " + object(command) : call(command.getAsJsonObject("action")))
                    .append('\n');
        }
        List<String> words = List.of(EMULATOR, "-L", "/usr/aarch64-linux-gnu", player.toString());
        return run(words, lines.toString()).lines().toList();
    }

    private static String call(JsonObject action) {
        StringBuilder line = new StringBuilder("call -")
                .append(HexFormat.of()
                        .formatHex(action.get("field").getAsString().getBytes(StandardCharsets.UTF_8)));
        for (JsonElement argument : action.getAsJsonArray("args")) {
            Object value = SpecValue.argument(argument);
            if (value instanceof V128 vector) {
                line.append(" %x %x".formatted(vector.low(), vector.high()));
            } else {
                line.append(" %x".formatted(bits(value)));
            }
        }
        return line.toString();
    }

    private static long bits(@Nullable Object value) {
        if (value instanceof Float number) {
            return Integer.toUnsignedLong(Float.floatToRawIntBits(number));
        }
        return value instanceof Double number
                ? Double.doubleToRawLongBits(number)
                : value == null ? 0 : ((Number) value).longValue();
    }

    /** How many assertions hold; all others are of modules with imports, or of references, which mean nothing here. */
    private static int check(String name, List<JsonObject> commands, List<String> answers) {
        int held = 0;
        boolean isLoaded = false;
        for (int i = 0; i < answers.size(); i++) {
            JsonObject command = commands.get(i);
            String answer = answers.get(i);
            if (isModule(command)) {
                isLoaded = answer.equals("loaded");
                assertThat(answer).as("%s.wast:%s", name, command.get("line")).isIn("loaded", "imports");
            } else if (isLoaded && !givesReference(command)) {
                assertThat(holds(command, answer))
                        .as("%s.wast:%s: %s: found %s", name, command.get("line"), command, answer)
                        .isTrue();
                held++;
            }
        }
        return held;
    }

    private static boolean givesReference(JsonObject command) {
        return command.has("expected")
                && command.getAsJsonArray("expected").asList().stream()
                        .anyMatch(result -> result.getAsJsonObject()
                                .get("type")
                                .getAsString()
                                .endsWith("ref"));
    }

    private static boolean holds(JsonObject command, String answer) {
        String[] words = answer.split(" ", -1);
        if (command.get("type").getAsString().equals("assert_exception")) {
            return words[0].equals("threw");
        }
        if (command.get("type").getAsString().equals("assert_trap")) {
            boolean memory = command.get("text").getAsString().startsWith("out of bounds memory");
            return words[0].equals("trapped")
                    && (!memory || words[1].equals(String.valueOf(GuestTrap.MEMORY_OUT_OF_BOUNDS)));
        }
        return words[0].equals("returned") && SpecValue.match(command, results(words));
    }

    private static List<@Nullable Object> results(String[] words) {
        List<@Nullable Object> results = new ArrayList<>();
        int next = 2;
        for (WasmType type : SignatureText.results(words[1])) {
            long bits = Long.parseUnsignedLong(words[next++], 16);
            results.add(
                    switch (type) {
                        case I32 -> (int) bits;
                        case I64 -> bits;
                        case F32 -> Float.intBitsToFloat((int) bits);
                        case F64 -> Double.longBitsToDouble(bits);
                        case V128 -> V128.of(bits, Long.parseUnsignedLong(words[next++], 16));
                        default -> throw new IllegalArgumentException("a reference was returned");
                    });
        }
        return results;
    }

    /** What a program writes. */
    private String run(List<String> words, String input) throws IOException, InterruptedException {
        Path in = Files.writeString(directory.resolve("input"), input);
        Path out = directory.resolve("output");
        Process process = new ProcessBuilder(words)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.waitFor()).as("the exit code of %s", words.get(0)).isZero();
        return Files.readString(out);
    }
}
